import type { EpochSeconds } from '../time.js';
import type { CompiledPolicy } from './compile.js';
import { bestGrant } from './judge.js';
import type { Audience } from './model.js';
import type { Person } from './person.js';
import type { Scope } from './walk.js';

/**
 * People thought up to be as well placed as anybody can be: one account at a time (in every group, agreed to
 * everything), at one address at a time. Whoever exists gets no more than the best of these.
 */
export function listBestPlaced(policy: CompiledPolicy, scope: Scope): readonly Person[] {
  const users = new Set<string | null>([null]);
  const places = new Set<string>();
  for (const audience of listAudiences(scope)) {
    if (audience.kind === 'user') users.add(audience.name);
    if (audience.kind === 'place') places.add(audience.name);
  }
  const relevant = policy.placeSets.filter((set) => [...places].some((place) => set.has(place)));
  const spots = relevant.length === 0 ? [new Set<string>()] : relevant;
  return [...users].flatMap((userName) => spots.map((spot) => wellPlaced(userName, spot)));
}

/** The best rank that anybody could have now (contract 5, "could help"). */
export function bestPlacedRank(policy: CompiledPolicy, scope: Scope, now: EpochSeconds): number {
  const ranks = listBestPlaced(policy, scope).map((person) => bestGrant(scope, person, now).rank);
  return Math.max(-1, ...ranks);
}

function wellPlaced(userName: string | null, places: ReadonlySet<string>): Person {
  return { signedIn: true, userName, groups: 'all', agreements: 'all', isAt: (place) => places.has(place) };
}

/** Every audience that the rules of a scope name. */
export function listAudiences(scope: Scope): readonly Audience[] {
  const named: (Audience | null)[] = scope.ceilings.map(({ ceiling }) => ceiling.except);
  for (const { grant } of scope.grants) named.push(grant.who, grant.and);
  return named.filter((audience) => audience !== null);
}
