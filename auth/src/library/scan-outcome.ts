import type { ScanReport } from '../core/image/image-catalogue.js';
import type { ImageRoot } from '../core/image/image-facts.js';

/** What came of scanning one root. Only `finished` may have made the index forget anything. */
export type ScanOutcome = { readonly root: ImageRoot } & (
  | { readonly kind: 'finished'; readonly report: ScanReport }
  /** Another scan of this root is at work. */
  | { readonly kind: 'busy' }
  /** The image server did not answer; what was read so far is kept. */
  | { readonly kind: 'postponed'; readonly detail: string }
  /** The folder can't be read; the index stays as it is. */
  | { readonly kind: 'unreadable'; readonly detail: string }
  /** The folder is empty and wasn't before (not mounted?); the index stays until that is confirmed. */
  | { readonly kind: 'suspicious' }
  | { readonly kind: 'stopped' }
);

/** One scan outcome as a sentence for logs and terminals. */
export function formatScanOutcome(outcome: ScanOutcome): string {
  switch (outcome.kind) {
    case 'finished': {
      const { images, folders, put, gone, problems } = outcome.report;
      return `${outcome.root}: ${images} images in ${folders} folders; ${put} read, ${gone} gone, ${problems} problems`;
    }
    case 'busy':
      return `${outcome.root}: another scan is at work`;
    case 'postponed':
      return `${outcome.root}: postponed, the image server is not available (${outcome.detail}); what is known stays`;
    case 'unreadable':
      return `${outcome.root}: the folder can not be read (${outcome.detail}); what is known stays. Is it mounted?`;
    case 'suspicious':
      return `${outcome.root}: the folder is empty but held images before; what is known stays. Is it mounted?`;
    case 'stopped':
      return `${outcome.root}: stopped; what is known stays`;
  }
}

/** How far a scan is. */
export interface ScanProgress {
  readonly root: ImageRoot;
  /** Image files met so far. */
  readonly files: number;
  /** Of these, read through the image server because they are new or changed. */
  readonly read: number;
  readonly problems: number;
  /** About how many there are, once that is known. */
  readonly expected: number | null;
}
