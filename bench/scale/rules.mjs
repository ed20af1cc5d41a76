export const now = 1_790_000_000;

export const grantTo = (who, parts = {}) => ({ who, and: null, tier: 'full', from: null, until: null, agree: null, ...parts });

const group = (name) => ({ kind: 'group', name });

/** One of a large archive's folders: for staff, some for more, some with an embargo, some with texts. */
export function ruleOf(index, folder = `/top${index % 300}/folder${index}`) {
  const grants = [grantTo(group('staff'))];
  if (index % 3 === 0) grants.push(grantTo({ kind: 'place', name: 'reading-room' }));
  if (index % 5 === 0) grants.push(grantTo(group('researchers'), { until: 1_900_000_000 }));
  if (index % 7 === 0) grants.push(grantTo({ kind: 'anyone' }, { tier: 'preview', from: 1_950_000_000 }));
  const ceiling = { max: 'grey', from: null, until: 2_000_000_000, except: group('staff'), reason: { en: 'Not yet' } };
  return {
    pattern: folder,
    grants,
    ceilings: index % 4 === 0 ? [ceiling] : [],
    manifest: index % 11 === 0 ? 'closed' : null,
    hidden: null,
    contact: index % 13 === 0 ? 'archive@example.org' : null,
    managed: null,
    signIn: null,
  };
}

export function policyOf(size) {
  const root = { ...ruleOf(1, '/'), grants: [grantTo({ kind: 'signed-in' }, { tier: 'preview' })], ceilings: [] };
  return {
    version: 1,
    timezone: 'Europe/Berlin',
    tiers: [
      { name: 'preview', maxEdge: 400, quality: 'color' },
      { name: 'grey', maxEdge: 1600, quality: 'gray' },
    ],
    places: [{ name: 'reading-room', ranges: ['192.0.2.16/28', '2001:db8:5::/64'] }],
    agreements: [],
    folders: [root, ...Array.from({ length: size - 1 }, (_, index) => ruleOf(index + 1))],
  };
}
