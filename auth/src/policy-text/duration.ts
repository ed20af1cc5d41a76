const units = [
  ['w', 604_800],
  ['d', 86_400],
  ['h', 3600],
  ['m', 60],
  ['s', 1],
] as const;

/** Reads `30d`, `12h`, `45m`, `2w`, `90s` as seconds; null for anything else. */
export function parseDuration(text: string): number | null {
  const match = /^(\d{1,10})([wdhms])$/.exec(text);
  const unit = units.find(([letter]) => letter === match?.[2]);
  return match === null || unit === undefined ? null : Number(match[1]) * unit[1];
}

/** Writes seconds with the largest unit from days down that loses nothing. */
export function formatDuration(seconds: number): string {
  const [letter, size] = units.slice(1).find(([, size]) => seconds % size === 0) ?? ['s', 1];
  return `${seconds / size}${letter}`;
}
