const programs = [
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const;

const systems = [
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Windows', 'Windows'],
  ['Mac OS', 'macOS'],
  ['Linux', 'Linux'],
] as const;

/** A browser in two words, from what it calls itself; other programs by the beginning of their name. */
export function sayBrowser(userAgent: string | null): string {
  if (userAgent === null) return '–';
  const find = (list: readonly (readonly [string, string])[]): string | undefined =>
    list.find(([mark]) => userAgent.includes(mark))?.[1];
  const program = find(programs) ?? userAgent.split(/[\s/]/)[0]?.slice(0, 30) ?? '–';
  const system = find(systems);
  return system === undefined ? program : `${program}, ${system}`;
}
