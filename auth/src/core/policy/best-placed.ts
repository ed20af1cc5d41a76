import type { EpochSeconds } from '../time.js';
import type { CompiledPolicy } from './compile.js';
import { bestGrant } from './judge.js';
import type { Audience } from './model.js';
import { nobodyNamed } from './named-in-grants.js';
import type { Person } from './person.js';
import type { Scope } from './walk.js';

/**
 * People thought up to be as well placed as anybody can be: one account at a time (in every group, agreed to
 * everything), at one address at a time. Whoever exists gets no more than the best of these. Of users whom the grants
 * treat alike two stand for all: one of them is always somebody else than `except`, who is tried too.
 */
export function listBestPlaced(
  policy: CompiledPolicy,
  scope: Scope,
  except: string | null = null,
): readonly Person[] {
  const grants = scope.grantsFrom?.named ?? nobodyNamed;
  const users = new Set<string | null>([null, ...grants.users]);
  const places = new Set(grants.places);
  for (const { ceiling } of scope.ceilings) {
    if (ceiling.except?.kind === 'user') users.add(ceiling.except.name);
    if (ceiling.except?.kind === 'place') places.add(ceiling.except.name);
  }
  if (users.size > 1) users.add(except);
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
  for (const { grant } of scope.grants.all) named.push(grant.who, grant.and);
  return named.filter((audience) => audience !== null);
}
