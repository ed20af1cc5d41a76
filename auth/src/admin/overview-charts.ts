import type { DayCount } from '../core/audit/audit-log.js';
import type { PublicTiers } from '../core/policy/public-tiers.js';
import type { EpochSeconds } from '../core/time.js';
import { html, type Html } from '../http/html.js';
import { type Bar, renderBars, renderParts } from './pages/charts.js';

/** How many days the charts show. */
export const chartDays = 30;

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

/** What is open, and how sign-ins went in the last weeks. */
export function renderCharts(tiers: PublicTiers | null, days: readonly DayCount[], now: EpochSeconds): Html {
  return html`<div class="charts">
    ${renderTiers(tiers)} ${renderBars(`Sign-ins, ${chartDays} days`, 'good', barsOf(days, ['sign-in'], now))}
    ${renderBars(`Refused sign-ins, ${chartDays} days`, 'bad', barsOf(days, ['sign-in-refused', 'sign-in-limited'], now))}
  </div>`;
}
