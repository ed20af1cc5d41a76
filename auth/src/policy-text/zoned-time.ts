import { epochSeconds, type EpochSeconds } from '../core/time.js';
import { err, ok, type Result } from '../core/result.js';

/** Reads and writes points in time as people of one time zone do. */
export interface Zone {
  /** `2031-01-01` (when that day begins), `2031-01-01T12:00`, `…:30`, or with `Z` or `+01:00`. */
  parse(text: string): Result<EpochSeconds, string>;
  /** The shortest form that `parse` reads back as the same second. */
  format(time: EpochSeconds): string;
}

const shape = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2}))?(Z|[+-]\d{2}:\d{2})?)?$/;
const day = 86_400;

/** A zone by its IANA name; null when there is none of that name. */
export function createZone(name: string): Zone | null {
  const clock = createClock(name);
  if (clock === null) return null;
  const offsetAt = (time: number): number => wallOf(clock, time) - time;

  /** Every instant at which clocks of the zone show `wall` (seconds as if it were UTC): none, one or two. */
  const instants = (wall: number): readonly number[] => {
    const offsets = new Set([offsetAt(wall - day), offsetAt(wall + day)]);
    return [...offsets].map((offset) => wall - offset).filter((time) => wallOf(clock, time) === wall);
  };

  /** The first instant at which clocks show `wall` or later, where they skip it. */
  const afterGap = (wall: number): number => {
    let before = wall - 2 * day;
    let after = wall + 2 * day;
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2);
      if (wallOf(clock, middle) >= wall) after = middle;
      else before = middle;
    }
    return after;
  };

  const parse = (text: string): Result<EpochSeconds, string> => {
    const read = readWall(text);
    if (read === null) return err(`"${text}" is not a date`);
    const { wall, offset, dateOnly } = read;
    if (offset !== null) return ok(epochSeconds(wall - offset));
    const [first, second] = instants(wall).toSorted((a, b) => a - b);
    if (dateOnly) return ok(epochSeconds(first ?? afterGap(wall)));
    if (first === undefined) return err(`"${text}" does not exist in ${name}: clocks skip it`);
    return second === undefined ? ok(epochSeconds(first)) : err(`"${text}" happens twice in ${name}`);
  };

  const format = (time: EpochSeconds): string => {
    const wall = new Date(wallOf(clock, time) * 1000).toISOString();
    for (const length of [10, 16, 19]) {
      const back = parse(wall.slice(0, length));
      if (back.ok && back.value === time) return wall.slice(0, length);
    }
    return new Date(time * 1000).toISOString().replace('.000Z', 'Z');
  };

  // A hundred thousand rules name few dates.
  return { parse: remember(parse), format: remember(format) };
}

function remember<K, V>(find: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const value = known.get(key) ?? find(key);
    if (known.size < 1000) known.set(key, value);
    return value;
  };
}

function createClock(timeZone: string): Intl.DateTimeFormat | null {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/.test(timeZone)) return null;
  const numeric = 'numeric';
  const parts = {
    year: numeric,
    month: numeric,
    day: numeric,
    hour: numeric,
    minute: numeric,
    second: numeric,
  } as const;
  try {
    return new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', { ...parts, timeZone, hourCycle: 'h23' });
  } catch {
    return null;
  }
}

/** What clocks show at an instant, as seconds as if it were UTC. */
function wallOf(clock: Intl.DateTimeFormat, time: number): number {
  const shown = new Map(clock.formatToParts(time * 1000).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => shown.get(type) ?? 0;
  const days = Date.UTC(part('year'), part('month') - 1, part('day')) / 1000;
  return days + part('hour') * 3600 + part('minute') * 60 + part('second');
}

function readWall(text: string): { wall: number; offset: number | null; dateOnly: boolean } | null {
  const match = shape.exec(text);
  if (match === null) return null;
  const [year, month, date, hour, minute, second] = match
    .slice(1, 7)
    .map((part: string | undefined) => Number(part ?? 0));
  const days = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, date ?? 0));
  // 30 February and year 12 come back from UTC as other days.
  if (!days.toISOString().startsWith(text.slice(0, 10)) || (year ?? 0) < 1900) return null;
  if ((hour ?? 0) > 23 || (minute ?? 0) > 59 || (second ?? 0) > 59) return null;
  const wall = days.getTime() / 1000 + (hour ?? 0) * 3600 + (minute ?? 0) * 60 + (second ?? 0);
  const offset = readOffset(match[7]);
  return offset === 'bad' ? null : { wall, offset, dateOnly: match[4] === undefined };
}

function readOffset(text: string | undefined): number | null | 'bad' {
  if (text === undefined) return null;
  if (text === 'Z') return 0;
  const [hours, minutes] = [Number(text.slice(1, 3)), Number(text.slice(4, 6))];
  if (hours > 14 || minutes > 59) return 'bad';
  return (text.startsWith('-') ? -1 : 1) * (hours * 3600 + minutes * 60);
}
