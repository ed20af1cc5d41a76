import type { CompiledGrant } from './compile.js';
import type { Audience } from './model.js';
import type { Person } from './person.js';

/** A list of grants by whom they name, so that a long list costs a decision no more than what may concern the person. */
export interface GrantIndex {
  readonly all: readonly CompiledGrant[];
  /** Those that name no user and no group. */
  readonly common: readonly CompiledGrant[];
  readonly byUser: ReadonlyMap<string, readonly CompiledGrant[]>;
  readonly byGroup: ReadonlyMap<string, readonly CompiledGrant[]>;
  /** All that name a group. */
  readonly ofGroups: readonly CompiledGrant[];
  /** Those that begin, end or ask for an agreement. */
  readonly timed: readonly CompiledGrant[];
  readonly places: ReadonlyMap<CompiledGrant, number>;
}

/** Up to here looking at all of them is as fast, and takes less memory where there are very many short lists. */
const shortList = 8;

const none: Pick<GrantIndex, 'byUser' | 'byGroup' | 'ofGroups' | 'places'> = {
  byUser: new Map(),
  byGroup: new Map(),
  ofGroups: [],
  places: new Map(),
};

/** Puts each grant under one name that it asks for. */
export function indexGrants(all: readonly CompiledGrant[]): GrantIndex {
  if (all.length <= shortList) return { ...none, all, common: all, timed: all };
  const byUser = new Map<string, CompiledGrant[]>();
  const byGroup = new Map<string, CompiledGrant[]>();
  const common: CompiledGrant[] = [];
  const ofGroups: CompiledGrant[] = [];
  for (const compiled of all) {
    const name = nameOf(compiled.grant.who) ?? nameOf(compiled.grant.and);
    if (name === null) common.push(compiled);
    else {
      if (name.kind === 'group') ofGroups.push(compiled);
      const names = name.kind === 'group' ? byGroup : byUser;
      const known = names.get(name.name);
      if (known === undefined) names.set(name.name, [compiled]);
      else known.push(compiled);
    }
  }
  const timed = all.filter(
    ({ grant, agreement }) => grant.from !== null || grant.until !== null || agreement !== null,
  );
  const places = new Map(all.map((compiled, place) => [compiled, place]));
  return { all, common, byUser, byGroup, ofGroups, timed, places };
}

/** Every grant of the list whose audience this person may be, in the order of the list; perhaps some others. */
export function grantsFor(index: GrantIndex, person: Person): readonly CompiledGrant[] {
  const { all, common, byUser, byGroup, places } = index;
  if (common.length === all.length) return all;
  const found = [...common, ...(byUser.get(person.userName ?? '') ?? [])];
  if (person.groups === 'all') found.push(...index.ofGroups);
  else for (const group of new Set(person.groups)) found.push(...(byGroup.get(group) ?? []));
  if (found.length < 2) return found;
  if (found.length === all.length) return all;
  return found.sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
}

function nameOf(one: Audience | null): Extract<Audience, { kind: 'user' | 'group' }> | null {
  return one?.kind === 'user' || one?.kind === 'group' ? one : null;
}
