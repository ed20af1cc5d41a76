import type { AuditQuery } from '../../core/audit/audit-log.js';
import type { AuditEvent } from '../../core/audit/event.js';
import { err, ok, type Result } from '../../core/result.js';
import type { EpochSeconds } from '../../core/time.js';
import { html, type Html } from '../../http/html.js';
import { createZone } from '../../policy-text/zoned-time.js';

/** What to filter by. */
const kindsOf: Readonly<
  Record<string, { readonly name: string; readonly kinds: readonly AuditEvent['kind'][] }>
> = {
  'sign-ins': { name: 'Sign-ins and sign-outs', kinds: ['sign-in', 'sign-out', 'sessions-ended'] },
  refused: { name: 'Refused sign-ins', kinds: ['sign-in-refused', 'sign-in-limited'] },
  people: {
    name: 'People',
    kinds: ['user-created', 'user-changed', 'roles-changed', 'user-deleted', 'link-made', 'link-used'],
  },
  groups: {
    name: 'Groups',
    kinds: [
      'group-created',
      'group-deleted',
      'group-second-factor',
      'group-own-keys',
      'member-added',
      'member-removed',
    ],
  },
  rules: { name: 'Rules', kinds: ['policy-published'] },
  agreements: { name: 'Agreements', kinds: ['agreed', 'agreement-withdrawn'] },
  access: { name: 'Tokens and keys', kinds: ['token-issued', 'key-created', 'key-revoked'] },
  looks: { name: 'Looks through others’ eyes', kinds: ['viewed-as'] },
  settings: {
    name: 'Settings and exports',
    kinds: ['retention-set', 'entries-forgotten', 'look-changed', 'exported'],
  },
};

/** Names of the kinds in addresses and on the command line. */
export const auditKinds: readonly string[] = Object.keys(kindsOf);

/** What was asked for, as it stands in the address. */
export interface AuditFilter {
  readonly show: string;
  readonly who: string;
  readonly from: string;
  readonly until: string;
}

/** Reads the filter; a kind that there is not is left out, days are judged by `toAuditQuery`. */
export function readAuditFilter(query: ReadonlyMap<string, string>): AuditFilter {
  const show = query.get('show') ?? '';
  const dayOf = (name: string): string => (query.get(name) ?? '').trim().slice(0, 40);
  return {
    show: Object.hasOwn(kindsOf, show) ? show : '',
    who: (query.get('who') ?? '').trim().toLowerCase().slice(0, 200),
    from: dayOf('from'),
    until: dayOf('until'),
  };
}

/** A day of the calendar, not a time of one. */
export function isAuditDay(text: string): boolean {
  return text.length === 10 && createZone('UTC')?.parse(text).ok === true;
}

/**
 * The filter as the log understands it. `until` is the last day, whole. A day that there is not is told: to leave it out
 * would show everything.
 */
export function toAuditQuery(
  { show, who, from, until }: AuditFilter,
  timeZone: string,
): Result<Pick<AuditQuery, 'kinds' | 'who' | 'from' | 'until'>, readonly string[]> {
  const problems = [
    ['From', from],
    ['Until', until],
  ].flatMap(([label = '', text = '']) =>
    text === '' || isAuditDay(text)
      ? []
      : [`${label}: there is no day ${JSON.stringify(text)}. Write a day of the calendar as 2031-01-31.`],
  );
  if (problems.length > 0) return err(problems);
  const zone = createZone(timeZone) ?? createZone('UTC');
  const timeOf = (text: string): EpochSeconds | null => {
    const time = text === '' ? undefined : zone?.parse(text);
    return time?.ok === true ? time.value : null;
  };
  const last = timeOf(until);
  return ok({
    kinds: kindsOf[show]?.kinds ?? null,
    who: who === '' ? null : who,
    from: timeOf(from),
    until: last === null ? null : ((last + 86_400) as EpochSeconds),
  });
}

/** The filter as a form. */
export function renderAuditFilter({ show, who, from, until }: AuditFilter): Html {
  const options = Object.entries(kindsOf).map(([value, { name }]) =>
    value === show
      ? html`<option value="${value}" selected>${name}</option>`
      : html`<option value="${value}">${name}</option>`,
  );
  return html`<form method="get" action="/auth/admin/audit" role="search">
    <div class="fields">
      <div>
        <label for="show">What</label>
        <select id="show" name="show">
          <option value="">Everything</option>
          ${options}
        </select>
      </div>
      <div>
        <label for="who">Whose <span class="quiet">(user name)</span></label>
        <input type="search" id="who" name="who" value="${who}" maxlength="200" autocapitalize="none" spellcheck="false" />
      </div>
      <div><label for="from">From</label><input type="date" id="from" name="from" value="${from}" /></div>
      <div><label for="until">Until</label><input type="date" id="until" name="until" value="${until}" /></div>
    </div>
    <button type="submit" class="plain">Show</button>
  </form>`;
}
