import type { DayCount } from '../core/audit/audit-log.js';
import { hourOf, type RefusalCount, type RefusalKind } from '../core/refusal-count.js';
import type { PublicTiers } from '../core/policy/public-tiers.js';
import type { EpochSeconds } from '../core/time.js';
import { html, type Html } from '../http/html.js';
import { type Bar, renderBars, renderParts } from './pages/charts.js';

/** How many days the charts show. */
export const chartDays = 30;

/** How many hours the chart of refused pictures shows. */
export const chartHours = 48;

const dayName = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

function barsOf(days: readonly DayCount[], kinds: readonly string[], now: EpochSeconds): readonly Bar[] {
  const today = Math.floor(now / 86_400);
  return Array.from({ length: chartDays }, (_, index) => {
    const day = today - chartDays + 1 + index;
    const value = days
      .filter((count) => count.day === day && kinds.includes(count.kind))
      .reduce((sum, { count }) => sum + count, 0);
    return { label: dayName.format(new Date(day * 86_400_000)), value };
  });
}

function renderTiers(tiers: PublicTiers | null): Html {
  if (tiers === null)
    return html`<p class="quiet">What the public sees is being counted. Come back in a minute.</p>`;
  if (tiers.total === 0) return html`<p class="quiet">No images yet.</p>`;
  return renderParts(
    'Images by what the public sees',
    tiers.counts.map(([tier, value]) => ({
      label: tier === 'full' ? 'Everything' : tier === 'closed' ? 'Nothing' : tier,
      value,
      kind: tier === 'full' ? 'open' : tier === 'closed' ? 'closed' : 'part',
    })),
  );
}

const hourName = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});

function sumOf(counts: readonly RefusalCount[], kind: RefusalKind | null, hour: number | null): number {
  return counts
    .filter((one) => (kind === null || one.kind === kind) && (hour === null || one.hour === hour))
    .reduce((sum, { count }) => sum + count, 0);
}

/** Refused pictures hour by hour; every tile that a viewer asks for in vain is one. */
function renderRefusals(counts: readonly RefusalCount[], now: EpochSeconds): Html {
  const last = hourOf(now);
  const bars = Array.from({ length: chartHours }, (_, index) => {
    const hour = last - chartHours + 1 + index;
    return { label: `${hourName.format(new Date(hour * 3_600_000))} UTC`, value: sumOf(counts, null, hour) };
  });
  const [helped, closed] = [sumOf(counts, 'signin', null), sumOf(counts, 'closed', null)];
  return renderBars(
    `Refused pictures, ${chartHours} hours`,
    'bad',
    bars,
    helped + closed > 0 &&
      html`<ul class="legend">
        <li>Signing in, agreeing or another place helps: <strong>${helped.toLocaleString('en')}</strong></li>
        <li>Closed to everybody then: <strong>${closed.toLocaleString('en')}</strong></li>
        <li><a href="/auth/admin/why">Why?</a></li>
      </ul>`,
  );
}

/** What the charts of the overview show. */
export interface ChartsProps {
  readonly tiers: PublicTiers | null;
  readonly days: readonly DayCount[];
  readonly refusals: readonly RefusalCount[];
  readonly now: EpochSeconds;
}

/** What is open, what was refused, and how sign-ins went in the last weeks. */
export function renderCharts({ tiers, days, refusals, now }: ChartsProps): Html {
  return html`<div class="charts">
    ${renderTiers(tiers)} ${renderRefusals(refusals, now)} ${renderBars(`Sign-ins, ${chartDays} days`, 'good', barsOf(days, ['sign-in'], now))}
    ${renderBars(`Refused sign-ins, ${chartDays} days`, 'bad', barsOf(days, ['sign-in-refused', 'sign-in-limited'], now))}
  </div>`;
}
