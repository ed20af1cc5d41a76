import { formatAudience } from './audience.js';
import type { Audience } from './model.js';
import type { Person } from './person.js';
import type { Scope } from './walk.js';

/** An account thought up, or none. */
export type SampleAccount = Pick<Person, 'signedIn' | 'userName' | 'groups'> & { readonly label: string };

const mostAccounts = 2000;

/**
 * For each grant those who are just what it asks for, and with that past some of the ceilings: somebody in every group is
 * past all of them, and wouldn't notice one that goes. Beyond `mostAccounts` only past one or all, and far beyond it past none or all.
 */
export function listAccountsByGrant(scopes: readonly Scope[]): readonly SampleAccount[] {
  const excepts = namesOf(scopes.flatMap((scope) => scope.ceilings.map(({ ceiling }) => ceiling.except)));
  const asked = new Map<string, readonly Audience[]>();
  for (const { grant } of scopes.flatMap((scope) => scope.grants.all)) {
    const names = namesOf([grant.who, grant.and]);
    asked.set(names.map(formatAudience).join(' and '), names);
  }
  const few = 2 ** excepts.length * asked.size <= mostAccounts;
  const single = asked.size * excepts.length <= 10 * mostAccounts ? excepts.map((except) => [except]) : [];
  const pasts = few ? subsetsOf(excepts) : [[], ...single, excepts];
  const accounts = new Map<string, SampleAccount>();
  for (const names of asked.values())
    for (const past of pasts) {
      const account = accountOf(namesOf([...names, ...past]));
      if (account !== null && !accounts.has(account.label)) accounts.set(account.label, account);
    }
  return [...accounts.values()];
}

/** Null: nobody is two users. */
function accountOf(names: readonly Audience[]): SampleAccount | null {
  const label = names.map(formatAudience).join(' and ');
  const users = names.flatMap((one) => (one.kind === 'user' ? [one.name] : []));
  const groups = names.flatMap((one) => (one.kind === 'group' ? [one.name] : []));
  if (names.length === 0 || users.length > 1) return null;
  return { label, signedIn: true, userName: users[0] ?? null, groups };
}

/** Users and groups, each once. */
function namesOf(audiences: readonly (Audience | null)[]): readonly Audience[] {
  const names = new Map<string, Audience>();
  for (const one of audiences)
    if (one?.kind === 'user' || one?.kind === 'group') names.set(formatAudience(one), one);
  return [...names.values()];
}

function subsetsOf<T>(all: readonly T[]): readonly (readonly T[])[] {
  return all.reduce<readonly (readonly T[])[]>(
    (subsets, one) => [...subsets, ...subsets.map((subset) => [...subset, one])],
    [[]],
  );
}
