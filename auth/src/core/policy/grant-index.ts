import type { Audience, Grant } from './model.js';

/** A grant as it is listed, and whether it asks for an agreement. */
interface Listed {
  readonly grant: Grant;
  readonly agreement: object | null;
}

/** Who is asked about: see Person. */
interface Somebody {
  readonly userName: string | null;
  readonly groups: readonly string[] | 'all';
}

/** A list of grants by whom they name, so that a long list costs a decision no more than what may concern the person. */
export interface GrantIndex<T> {
  readonly all: readonly T[];
  /** Those that name no user and no group. */
  readonly common: readonly T[];
  readonly byUser: ReadonlyMap<string, readonly T[]>;
  readonly byGroup: ReadonlyMap<string, readonly T[]>;
  /** All that name a group. */
  readonly ofGroups: readonly T[];
  /** Those that begin, end or ask for an agreement. */
  readonly timed: readonly T[];
  readonly places: ReadonlyMap<T, number>;
}

/** Up to here looking at all of them is as fast, and takes less memory where there are very many short lists. */
const shortList = 8;

const none: Pick<GrantIndex<never>, 'byUser' | 'byGroup' | 'ofGroups' | 'places'> = {
  byUser: new Map(),
  byGroup: new Map(),
  ofGroups: [],
  places: new Map<never, number>(),
};

/** Puts each grant under one name that it asks for. */
export function indexGrants<T extends Listed>(all: readonly T[]): GrantIndex<T> {
  if (all.length <= shortList) return { ...none, all, common: all, timed: all };
  const byUser = new Map<string, T[]>();
  const byGroup = new Map<string, T[]>();
  const common: T[] = [];
  const ofGroups: T[] = [];
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
export function grantsFor<T>(index: GrantIndex<T>, person: Somebody): readonly T[] {
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
