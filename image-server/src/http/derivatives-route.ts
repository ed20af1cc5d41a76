import { readJsonFile } from '../derivatives/json-file.js';
import { keyOf, type Failure, type Label, type Shelf } from '../derivatives/layout.js';
import { listFailures } from '../derivatives/list-failures.js';
import type { DerivativeMode } from '../derivatives/mode.js';
import { judgeNeed } from '../derivatives/need.js';
import { summarise } from '../derivatives/summary.js';
import { findDerivative } from '../derivatives/usable.js';
import { wishFor, type Wishes } from '../derivatives/wishes.js';
import { locate, type RootFolders } from '../files/locate.js';
import type { OpenFiles } from '../files/open-file.js';
import { type Answer, refuse } from './answer.js';
import { parseFactsAddress } from './image-address.js';
import { answerLocateProblem } from './render-answers.js';

export interface DerivativesRouteDeps {
  readonly folders: RootFolders;
  readonly shelf: Shelf;
  readonly wishes: Wishes;
  readonly openFiles: OpenFiles;
  readonly mode: DerivativeMode;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Answers `GET /derivatives` (how far the work is), `/derivatives/failures` and `/derivatives/{root}/{image}`. */
export async function answerDerivatives(target: string, deps: DerivativesRouteDeps): Promise<Answer> {
  if (target === '/derivatives') return { status: 200, json: await summarise(deps) };
  if (target === '/derivatives/failures')
    return { status: 200, json: { failures: await listFailures(deps.shelf, deps.folders) } };
  const address = parseFactsAddress(target);
  if (address === null) return refuse(400, 'bad_address', 'ask for /derivatives/images/{image}');
  const located = await locate(deps.folders, address.root, address.path);
  if (!located.ok) return answerLocateProblem(located.error);
  const opened = await deps.openFiles(located.value);
  if (!opened.ok) return refuse(415, opened.error.code, opened.error.message);
  const subject = { ...address, version: located.value.version };
  const key = keyOf(subject);
  const need = judgeNeed(opened.value);
  const { pages } = opened.value.original;
  const label =
    findDerivative(deps.shelf, key) === null ? null : await readJsonFile<Label>(deps.shelf.label(key));
  if (label !== null) return { status: 200, json: { state: 'ready', need, pages, bytes: label.bytes } };
  const failure = await readJsonFile<Failure>(deps.shelf.failure(key));
  if (failure !== null)
    return { status: 200, json: { state: 'failed', need, pages, message: failure.message } };
  const wish = wishFor(subject, opened.value.original);
  const wanted = await deps.wishes.find(wish);
  return {
    status: 200,
    json: { state: wanted === null ? 'none' : 'queued', need, pages, bytes: wish.bytes },
  };
}
