import { catalogues } from '../core/texts/catalogue.js';
import { isIP } from 'node:net';
import { isEmailAddress } from '../core/identity/profile.js';
import type { Result } from '../core/result.js';
import { err, ok } from '../core/result.js';
import type { ViewerOrigin } from '../core/session/viewer-origin.js';
import { parseViewerOrigin } from '../core/session/viewer-origin.js';

/** Items between commas or white space, empty ones left out. */
function listOf(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter((item) => item !== '');
}

const hostName =
  /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/;

export function parseHostNames(text: string): Result<readonly string[], string> {
  const names = listOf(text.toLowerCase());
  const bad = names.find((name) => !hostName.test(name));
  return bad === undefined ? ok(names) : err('is not a list of host names');
}

/** An https (or, behind a proxy, http) origin without path. */
export function parsePublicUrl(text: string): Result<string, string> {
  if (!URL.canParse(text)) return err('is not an address');
  const url = new URL(text);
  if (url.protocol !== 'https:') return err('does not begin with https://');
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '' || url.username !== '')
    return err('has more than scheme, host and port');
  return ok(url.origin);
}

export function parsePort(text: string): Result<number, string> {
  const port = Number(text);
  return /^\d{1,5}$/.test(text) && port > 0 && port < 65_536 ? ok(port) : err('is not a port number');
}

export function parseGigabytes(text: string): Result<number, string> {
  const size = Number(text);
  return /^\d{1,7}$/.test(text) && size > 0 ? ok(size) : err('is not a whole number of gigabytes');
}

export function parseOrigins(text: string): Result<readonly ViewerOrigin[], string> {
  const origins: ViewerOrigin[] = [];
  for (const item of listOf(text)) {
    const origin = parseViewerOrigin(item);
    if (origin === null) return err('has an entry that is not an origin');
    origins.push(origin);
  }
  return ok(origins);
}

function isCidr(text: string): boolean {
  const [address = '', bits, rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest !== undefined) return false;
  if (bits === undefined) return true;
  return /^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128);
}

export function parseCidrs(text: string): Result<readonly string[], string> {
  const items = listOf(text);
  return items.every(isCidr) ? ok(items) : err('has an entry that is not an address range');
}

function isTooWide(range: string): boolean {
  return Number(range.split('/')[1] ?? '128') < (range.includes(':') ? 16 : 8);
}

/** Ranges of proxies whose word about an address is taken: so wide that it is anybody's word is no range of proxies. */
export function parseTrustedProxies(text: string): Result<readonly string[], string> {
  const ranges = parseCidrs(text);
  const wide = ranges.ok ? ranges.value.find(isTooWide) : undefined;
  return wide === undefined
    ? ranges
    : err(`has ${wide}, so wide that any visitor could claim to be anywhere`);
}

/** `900`, `15m`, `15 min`, `1h`, `30s` → seconds. */
export function parseDuration(text: string): Result<number, string> {
  const match = /^(\d{1,7})\s*(s|sec|m|min|h|d)?$/.exec(text);
  if (match === null) return err('is not a length of time');
  const unit = { s: 1, sec: 1, m: 60, min: 60, h: 3600, d: 86_400 }[match[2] ?? 's'] ?? 1;
  const seconds = Number(match[1]) * unit;
  return seconds >= 10 && seconds <= 7 * 86_400 ? ok(seconds) : err('is outside 10 s to 7 d');
}

export function parseTimeZone(text: string): Result<string, string> {
  try {
    return ok(new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone);
  } catch {
    return err('is not a time zone');
  }
}

export function parseLanguage(text: string): Result<string, string> {
  const tags = Object.keys(catalogues);
  return /^[a-z]{2}(-[A-Za-z0-9]{2,8})*$/.test(text) && tags.includes(text.slice(0, 2))
    ? ok(text)
    : err(`is none of the languages there are: ${tags.join(', ')}`);
}

export function parseSwitch(text: string): Result<boolean, string> {
  const lower = text.toLowerCase();
  if (['on', 'true', 'yes', '1'].includes(lower)) return ok(true);
  if (['off', 'false', 'no', '0'].includes(lower)) return ok(false);
  return err('is neither on nor off');
}

/** One of a closed list of words. */
export function parseWord<T extends string>(words: readonly T[]): (text: string) => Result<T, string> {
  return (text) => {
    const found = words.find((word) => word === text.toLowerCase());
    return found === undefined ? err('is not one of the known words') : ok(found);
  };
}

export function parseDatabaseUrl(text: string): Result<string, string> {
  if (/^sqlite:/i.test(text)) return err('names an SQLite file');
  if (!/^postgres(ql)?:\/\//.test(text) || !URL.canParse(text)) return err('is not a postgres:// address');
  const url = new URL(text);
  return url.hostname !== '' && url.pathname.length > 1 ? ok(text) : err('names no host or no database');
}

/** Where letters go out: `smtp://` or `smtps://`. The text may hold a password. */
export function parseSmtpUrl(text: string): Result<string, string> {
  if (!/^smtps?:\/\//i.test(text) || !URL.canParse(text)) return err('is not an smtp:// or smtps:// address');
  return new URL(text).hostname === '' ? err('names no host') : ok(text);
}

/** Who letters are from: an address, or a name and an address in angle brackets. */
export function parseMailFrom(text: string): Result<string, string> {
  const address = /^[^<>\r\n"]*<([^<>]+)>$/.exec(text)?.[1] ?? text;
  return isEmailAddress(address.trim()) ? ok(text) : err('is not an e-mail address');
}
