import { formatAudience } from './audience.js';
import { listAudiences } from './best-placed.js';
import type { CompiledPolicy } from './compile.js';
import type { IpAddress } from './ip-address.js';
import { rangeContains } from './ip-range.js';
import type { Person } from './person.js';
import { listAccountsByGrant, type SampleAccount } from './sample-accounts.js';
import type { Scope } from './walk.js';

/** Somebody thought up to compare two policies with: the same account and address, whatever the policy calls them. */
export interface SamplePerson {
  /** In the words of rules: `anyone`, `group:staff, place:reading-room, agreed`. */
  readonly label: string;
  under(policy: CompiledPolicy): Person;
}

/** One of every kind of person that the rules of either scope tell apart. */
export function listSamplePeople(
  sides: readonly (readonly [CompiledPolicy, Scope])[],
): readonly SamplePerson[] {
  const named = sides.flatMap(([, scope]) => listAudiences(scope));
  const labels = new Map(named.map((audience) => [formatAudience(audience), audience]));
  const accounts: SampleAccount[] = [{ label: 'anyone', signedIn: false, userName: null, groups: [] }];
  accounts.push({ label: 'signed-in', signedIn: true, userName: null, groups: [] });
  for (const [label, audience] of labels) {
    const { kind } = audience;
    if (kind === 'group') accounts.push({ label, signedIn: true, userName: null, groups: [audience.name] });
    if (kind === 'user') accounts.push({ label, signedIn: true, userName: audience.name, groups: [] });
    if (kind === 'user')
      accounts.push({
        label: `${label} in every group`,
        signedIn: true,
        userName: audience.name,
        groups: 'all',
      });
  }
  if (labels.size > 2)
    accounts.push({ label: 'member of every group', signedIn: true, userName: null, groups: 'all' });
  const known = new Set(accounts.map(({ label }) => label));
  for (const account of listAccountsByGrant(sides.map(([, scope]) => scope)))
    if (!known.has(account.label)) accounts.push(account);
  const asksAgreement = sides.some(([, scope]) =>
    scope.grants.all.some(({ agreement }) => agreement !== null),
  );
  const spots = listSpots(sides, new Set(named.flatMap((one) => (one.kind === 'place' ? [one.name] : []))));
  return accounts.flatMap((account) =>
    spots.flatMap((spot) =>
      (asksAgreement ? [false, true] : [false]).map((agreed) => createSample(account, spot, agreed)),
    ),
  );
}

interface Spot {
  readonly label: string;
  readonly address: IpAddress | null;
}

/** No place at all, and one address for every combination of places that the policies tell apart. */
function listSpots(
  sides: readonly (readonly [CompiledPolicy, Scope])[],
  names: ReadonlySet<string>,
): readonly Spot[] {
  const spots = new Map<string, Spot>([['', { label: '', address: null }]]);
  for (const [policy] of sides)
    for (const name of names)
      for (const { first } of policy.places.get(name) ?? []) {
        const sets = sides.map(([side]) =>
          [...names].filter((place) => isInside(side, place, first)).join(' '),
        );
        if (!spots.has(sets.join('|'))) spots.set(sets.join('|'), { label: `place:${name}`, address: first });
      }
  return [...spots.values()];
}

function createSample({ label, ...account }: SampleAccount, spot: Spot, agreed: boolean): SamplePerson {
  return {
    label: [label, spot.label, agreed ? 'agreed' : ''].filter((part) => part !== '').join(', '),
    under: (policy) => ({
      ...account,
      agreements: agreed ? 'all' : {},
      isAt: (place) => spot.address !== null && isInside(policy, place, spot.address),
    }),
  };
}

function isInside(policy: CompiledPolicy, place: string, address: IpAddress): boolean {
  return (policy.places.get(place) ?? []).some((range) => rangeContains(range, address));
}
