import type { AuditQuery } from '../../core/audit/audit-log.js';
import type { AuditEvent } from '../../core/audit/event.js';
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

const day = /^\d{4}-\d{2}-\d{2}$/;

/** Reads the filter; what makes no sense is left out. */
export function readAuditFilter(query: ReadonlyMap<string, string>): AuditFilter {
  const show = query.get('show') ?? '';
  const dayOf = (name: string): string => (day.test(query.get(name) ?? '') ? (query.get(name) ?? '') : '');
  return {
    show: Object.hasOwn(kindsOf, show) ? show : '',
    who: (query.get('who') ?? '').trim().toLowerCase().slice(0, 200),
    from: dayOf('from'),
    until: dayOf('until'),
  };
}

/** The filter as the log understands it. `until` is the last day, whole. */
export function toAuditQuery(
  { show, who, from, until }: AuditFilter,
  timeZone: string,
): Pick<AuditQuery, 'kinds' | 'who' | 'from' | 'until'> {
  const zone = createZone(timeZone) ?? createZone('UTC');
  const timeOf = (text: string): EpochSeconds | null => {
    const time = text === '' ? undefined : zone?.parse(text);
    return time?.ok === true ? time.value : null;
  };
  const last = timeOf(until);
  return {
    kinds: kindsOf[show]?.kinds ?? null,
    who: who === '' ? null : who,
    from: timeOf(from),
    until: last === null ? null : ((last + 86_400) as EpochSeconds),
  };
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
