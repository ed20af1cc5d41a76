import { Gauge, type Registry } from 'prom-client';
import type { DerivativeSummary } from '../core/image/derivatives.js';
import type { EpochSeconds } from '../core/time.js';
import { backupAge, certificateDays, type CompanionReport, type Upkeep } from '../core/upkeep/upkeep.js';

/** What is asked when somebody reads the metrics, not before. */
export interface MetricsSources {
  /** Images and files in the index; null: not known now. */
  readonly countImages: () => Promise<number | null>;
  /** Whether the change feed vouches for what is remembered. */
  readonly isFeedFresh: () => boolean;
  /** How far the image server is with its derivatives; null: it does not answer. */
  readonly derivatives?: () => Promise<DerivativeSummary | null>;
  /** Certificates and backups; null: not known now. */
  readonly upkeep: () => Promise<Upkeep | null>;
  readonly now: () => EpochSeconds;
}

function wellness(report: CompanionReport | null): number | null {
  return report === null ? null : Number(report.ok);
}

const ofDerivatives: readonly (readonly [string, string, (now: DerivativeSummary) => number | null])[] = [
  ['gatehouse_derivatives_ready', 'Derivatives that are made', (now) => now.ready],
  ['gatehouse_derivatives_queued', 'Derivatives that are wanted', (now) => now.queued],
  ['gatehouse_derivatives_failed', 'Files that no derivative can be made of', (now) => now.failed],
  ['gatehouse_derivatives_bytes', 'Disk space that derivatives take', (now) => now.bytes],
  ['gatehouse_derivatives_seconds_left', 'Until all are made, about', (now) => now.secondsLeft],
  [
    'gatehouse_derivatives_working',
    '1 while their worker tells of itself, else 0',
    (now) => Number(now.working),
  ],
];

/** Gauges of what others know. One that is not known is left out rather than guessed. */
export function watchSources(
  registry: Registry,
  { countImages, isFeedFresh, derivatives, upkeep, now }: MetricsSources,
): void {
  const gauge = (name: string, help: string, read: () => Promise<number | null> | number): void => {
    // oxlint-disable-next-line no-new -- it registers itself
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        const value = await read();
        // Without labels it would say 0.
        if (value === null) this.remove();
        else this.set(value);
      },
    });
  };
  const ofUpkeep = (name: string, help: string, read: (upkeep: Upkeep) => number | null): void =>
    gauge(name, help, async () => {
      const known = await upkeep();
      return known === null ? null : read(known);
    });
  gauge('gatehouse_index_images', 'Images and files in the index', countImages);
  gauge('gatehouse_feed_fresh', '1 while this replica hears of every change, else 0', () =>
    isFeedFresh() ? 1 : 0,
  );
  for (const [name, help, read] of ofDerivatives)
    gauge(name, help, async () => {
      const known = (await derivatives?.()) ?? null;
      return known === null ? null : read(known);
    });
  ofUpkeep(
    'gatehouse_certificate_days',
    'Days until the certificate that visitors are shown runs out',
    (known) => certificateDays(known, now()),
  );
  ofUpkeep('gatehouse_certificate_life_days', 'Days that this certificate lasts in all', ({ certificate }) =>
    certificate === null ? null : (certificate.validUntil - certificate.validFrom) / 86_400,
  );
  ofUpkeep(
    'gatehouse_certificate_renewal_ok',
    '1 if the last try to renew went well, else 0',
    ({ renewal }) => wellness(renewal),
  );
  ofUpkeep('gatehouse_backup_ok', '1 if the last daily backup went well, else 0', ({ backup }) =>
    wellness(backup),
  );
  ofUpkeep('gatehouse_backup_age_seconds', 'Time since the last daily backup that went well', (known) =>
    backupAge(known, now()),
  );
}
