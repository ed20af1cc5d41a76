import type { Decision } from '../../core/policy/decision.js';
import type { AccessLine, AccessLimit, EffectiveAccess } from '../../core/policy/effective-access.js';
import type { Audience, Grant, TierLimits } from '../../core/policy/model.js';
import { createZone } from '../../policy-text/zoned-time.js';
import type { EpochSeconds } from '../../core/time.js';

/** Writes dates as the rules mean them. */
export function dateWriter(timezone: string): (time: EpochSeconds) => string {
  const zone = createZone(timezone) ?? createZone('UTC');
  return (time) => zone?.format(time).replace('T', ' ') ?? String(time);
}

/** `the whole image`, `400 px preview`, `1600 px in grey`, `nothing`. */
export function sayLimits(tier: string, limits: TierLimits | null): string {
  if (limits === null) return 'nothing';
  const { maxEdge, quality } = limits;
  if (maxEdge === null) return quality === 'gray' ? `everything in grey (${tier})` : 'everything';
  return `${maxEdge} px${quality === 'gray' ? ' in grey' : ''} (${tier})`;
}

/** An audience in words. */
export function sayAudience(audience: Audience): string {
  switch (audience.kind) {
    case 'anyone':
      return 'everyone';
    case 'signed-in':
      return 'whoever is signed in';
    case 'user':
      return `the person ${audience.name}`;
    case 'group':
      return `the group ${audience.name}`;
    case 'place':
      return `whoever is at ${audience.name}`;
  }
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** `Everyone: 400 px (preview).` */
export function sayLine({ who, agreement, tier, limits }: AccessLine): string {
  const people = who.length === 0 ? 'everyone' : who.map(sayAudience).join(', who is also ');
  const agreed = agreement === null ? '' : ` who accepts “${agreement}”`;
  return `${capital(people)}${agreed}: ${sayLimits(tier, limits)}.`;
}

/** A grant as a row of a table says it. */
export function sayPeriod(
  { from, until }: { readonly from: EpochSeconds | null; readonly until: EpochSeconds | null },
  write: (time: EpochSeconds) => string,
): string {
  if (from === null && until === null) return 'always';
  return [from === null ? '' : `from ${write(from)}`, until === null ? '' : `until ${write(until)}`]
    .filter((part) => part !== '')
    .join(' ');
}

/** Whom a grant speaks of. */
export function sayGrantee({ who, and, agree }: Grant): string {
  const both = and === null ? '' : `, who is also ${sayAudience(and)}`;
  return capital(`${sayAudience(who)}${both}${agree === null ? '' : ` who accepts “${agree}”`}`);
}

/** `Closed until 2031-01-01, except for the group curators (Closed until 2031).` */
export function sayLimit(
  { ceiling, pattern, verdict }: AccessLimit,
  write: (time: EpochSeconds) => string,
): string {
  const { max, except, reason } = ceiling;
  const what = max === 'closed' ? 'Closed' : `No more than ${max}`;
  const when = sayPeriod(ceiling, write);
  const who = except === null ? '' : `, except for ${sayAudience(except)}`;
  const why = reason === null ? '' : ` (${reason['en'] ?? Object.values(reason)[0] ?? ''})`;
  const where = ` – set at ${pattern}`;
  return `${what} ${when === 'always' ? 'without end' : when}${who}${why}${where}${verdict === 'not-yet' ? '; not in force yet' : ''}.`;
}

/** A grant that is to come. */
export function sayLater(grant: Grant, write: (time: EpochSeconds) => string): string {
  return `${capital(sayPeriod(grant, write))}: ${sayAudience(grant.who)} gets ${grant.tier}.`;
}

/** Every sentence about a folder. */
export function sayAccess(access: EffectiveAccess, write: (time: EpochSeconds) => string): readonly string[] {
  return [
    ...access.lines.map(sayLine),
    ...access.limits.map((limit) => sayLimit(limit, write)),
    ...access.later.map((grant) => sayLater(grant, write)),
    ...(access.hidden ? ['Hidden: whoever may see nothing is told that it does not exist.'] : []),
  ];
}

/** What the public sees of a folder: a symbol and words, never colour alone. */
export interface PublicView {
  readonly kind: 'open' | 'part' | 'closed' | 'hidden';
  readonly symbol: string;
  readonly words: string;
}

/** What somebody with nothing gets, in a few words. */
export function publicView(decision: Decision, write: (time: EpochSeconds) => string): PublicView {
  const { limits, tier, steps, hidden, reason } = decision;
  if (limits !== null)
    return limits.maxEdge === null && limits.quality === 'color'
      ? { kind: 'open', symbol: '●', words: 'Open' }
      : { kind: 'part', symbol: '◐', words: sayLimits(tier, limits) };
  if (hidden) return { kind: 'hidden', symbol: '◌', words: 'Hidden' };
  const embargo = reason.find((one) => one.kind === 'ceiling');
  if (embargo?.kind === 'ceiling' && embargo.until !== null)
    return { kind: 'closed', symbol: '✕', words: `Closed until ${write(embargo.until)}` };
  const kinds = new Set(steps.map((step) => step.kind));
  const wait = steps.find((step) => step.kind === 'wait');
  if (kinds.has('agree') && !kinds.has('sign-in'))
    return { kind: 'part', symbol: '◐', words: 'After accepting terms' };
  if (kinds.has('sign-in')) return { kind: 'closed', symbol: '○', words: 'Sign-in needed' };
  if (kinds.has('place')) return { kind: 'closed', symbol: '○', words: 'On site only' };
  const until = wait?.kind === 'wait' ? ` until ${write(wait.until)}` : '';
  return { kind: 'closed', symbol: '✕', words: `Closed${until}` };
}
