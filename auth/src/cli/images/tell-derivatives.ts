import type { DerivativeSummary } from '../../core/image/derivatives.js';
import { sayDerivatives, sayDerivativeTrouble } from '../../core/image/say-derivatives.js';
import type { CommandIo } from '../command-io.js';

/** Says after a scan how far the tiled copies are and what they cost; nothing where no file needs one. */
export async function tellDerivatives(io: CommandIo, summary: DerivativeSummary | null): Promise<void> {
  if (summary === null || summary.ready + summary.queued + summary.failed === 0) return;
  await io.out(`Tiled copies: ${sayDerivatives(summary)}\n`);
  const trouble = sayDerivativeTrouble(summary);
  if (trouble !== null) await io.out(`${trouble}\n`);
}
