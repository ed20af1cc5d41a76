import { LRUCache } from 'lru-cache';
import { findRemark, type ScannedImage } from '../core/image/image-remark.js';
import type { ImageFacts, ImageRoot } from '../core/image/image-facts.js';
import type { ScanProblem } from '../core/image/image-index.js';
import type { ImagePath } from '../core/image/image-path.js';
import { formatDiskName } from './disk-name.js';
import { fingerprintOf } from './file-fingerprint.js';
import { readSignature } from './file-signature.js';
import type { FactsAnswer, ReadFacts } from './gateway-facts.js';

/** What looking into a new or changed file gave. `keep`: what is known of it stays, the refusal may pass. */
export type Inspection =
  | { readonly kind: 'image'; readonly image: ScannedImage }
  | { readonly kind: 'problem'; readonly problem: ScanProblem; readonly keep: boolean }
  | { readonly kind: 'gone' }
  | { readonly kind: 'unavailable'; readonly detail: string };

/** A file to look into; `rootPath` is the root on disk. */
export interface InspectedFile {
  readonly root: ImageRoot;
  readonly rootPath: string;
  readonly path: ImagePath;
  readonly version: string;
}

export type Inspect = (file: InspectedFile, signal: AbortSignal) => Promise<Inspection>;

const messages = {
  empty: 'The file is empty. Was it still being copied?',
  other:
    'The content is neither JPEG 2000, TIFF, JPEG, PNG nor WebP, whatever the name says. Convert it or rename it.',
  broken: 'The file can not be read from the disk.',
  unseen:
    'The image server does not find the file. Does it have the same image folder, and the right to read it?',
  slow: 'The image server did not finish reading it in time. Is it very large without tiles, or damaged?',
} as const;

/** More files in a row that take too long than this, and it is the image server that is ill, not the files. */
const slowInARow = 5;

/** What may be over without the file changing. */
const mayPass: ReadonlySet<ScanProblem['code']> = new Set(['unreadable', 'no_permission']);

/** After this, a file that could not be read is tried again although it did not change. */
const unreadableForMs = 3_600_000;

async function refuseBySignature(
  path: string,
): Promise<{ code: ScanProblem['code']; message: string } | 'gone' | null> {
  try {
    const signature = await readSignature(path);
    if (signature === 'empty') return { code: 'unreadable', message: messages.empty };
    return signature === 'unknown' ? { code: 'unsupported', message: messages.other } : null;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') return 'gone';
    // What this process may not read, the image server might.
    return code === 'EACCES' || code === 'EPERM' ? null : { code: 'unreadable', message: messages.broken };
  }
}

/**
 * Looks into files: first bytes, then facts from the image server. What was refused is remembered with the file's
 * version, so that a folder full of unreadable files costs nothing at the next scan.
 */
export function createInspect(readFacts: ReadFacts): Inspect {
  const refused = new LRUCache<string, { version: string; problem: ScanProblem }>({ max: 20_000 });
  let slow = 0;

  const judge = (answer: FactsAnswer, image: Pick<ImageFacts, 'path' | 'version' | 'root'>): Inspection => {
    const name = formatDiskName(Buffer.from(image.path));
    slow = answer.kind === 'slow' ? slow + 1 : 0;
    switch (answer.kind) {
      case 'facts':
        return {
          kind: 'image',
          image: { ...answer.facts, ...image, remark: findRemark(answer.facts, answer.flat) },
        };
      case 'missing':
        return {
          kind: 'problem',
          problem: { name, code: 'unreadable', message: messages.unseen },
          keep: true,
        };
      case 'refused':
        return {
          kind: 'problem',
          problem: { name, code: answer.code, message: answer.message },
          keep: false,
        };
      case 'slow':
        return slow > slowInARow
          ? { kind: 'unavailable', detail: 'it takes too long' }
          : { kind: 'problem', problem: { name, code: 'unreadable', message: messages.slow }, keep: true };
      case 'unavailable':
        return answer;
    }
  };

  return async ({ root, rootPath, path, version }, signal) => {
    const key = `${root}/${path}`;
    const remembered = refused.get(key);
    if (remembered?.version === version) return { kind: 'problem', problem: remembered.problem, keep: false };
    const early = await refuseBySignature(`${rootPath}/${path}`);
    if (early === 'gone') return { kind: 'gone' };
    const inspection: Inspection =
      early === null
        ? judge(await readFacts(root, path, signal), { path, version, root })
        : { kind: 'problem', problem: { name: formatDiskName(Buffer.from(path)), ...early }, keep: false };
    if (inspection.kind === 'image') {
      const fingerprint = await fingerprintOf(`${rootPath}/${path}`);
      return { kind: 'image', image: { ...inspection.image, fingerprint } };
    }
    if (inspection.kind === 'problem' && !inspection.keep) {
      // Missing rights can be given, and a disk mended, without the file changing.
      const ttl = mayPass.has(inspection.problem.code) ? { ttl: unreadableForMs } : {};
      refused.set(key, { version, problem: inspection.problem }, ttl);
    }
    return inspection;
  };
}
