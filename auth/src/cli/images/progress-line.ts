import type { ScanProgress } from '../../library/scan-outcome.js';
import type { CommandIo } from '../command-io.js';

export interface ProgressLine {
  readonly show: (progress: ScanProgress) => void;
  readonly clear: () => void;
}

const everyMs = 250;

/** One line on the terminal that is written over and over; nothing where nobody watches. */
export function createProgressLine(io: CommandIo, nowMs: () => number): ProgressLine {
  const begun = nowMs();
  let last = 0;
  let shown = false;
  return {
    show(progress) {
      const at = nowMs();
      if (!io.watched || at - last < everyMs) return;
      last = at;
      shown = true;
      io.say(`\r\u001B[K${sayProgress(progress, (at - begun) / 1000)}`);
    },
    clear() {
      if (shown) io.say('\r\u001B[K');
    },
  };
}

/** `images: 120 of about 4000 files, 100 read, 2 problems, about 3 min left` */
export function sayProgress(
  { root, files, read, problems, expected }: ScanProgress,
  seconds: number,
): string {
  const of = expected === null ? '' : ` of about ${Math.max(expected, files)}`;
  const left =
    expected === null || files === 0 || seconds < 3
      ? null
      : (seconds / files) * Math.max(0, expected - files);
  const rest =
    left === null
      ? ''
      : `, about ${left < 90 ? `${Math.ceil(left)} s` : `${Math.round(left / 60)} min`} left`;
  return `${root}: ${files}${of} files, ${read} read, ${problems} problems${rest}`;
}
