import {
  canvasBehaviors,
  type FolderDescription,
  manifestBehaviors,
  type PageDescription,
  undescribed,
  viewingDirections,
} from '../core/iiif/folder-description.js';
import { createFieldReader, type Field, type FieldReader } from '../policy-text/field-reader.js';
import { type PolicyProblem, shortProblem } from '../policy-text/policy-problem.js';
import { parseYaml } from '../policy-text/yaml-source.js';
import { itemKeys, readAddress, readChoice, readItem, readProvider } from './read-words.js';
import type { TextProblem } from './text-problem.js';

const folderKeys = [...itemKeys, 'viewingDirection', 'provider', 'homepage', 'thumbnail', 'pages'] as const;

function told(problem: PolicyProblem): TextProblem {
  const { line, key, message, remedy } = shortProblem(problem);
  return { line, message: `${key === '' ? '' : `${key}: `}${message}. ${remedy}` };
}

/** A page by its name alone, or with what is said of it. */
function readPage(reader: FieldReader, field: Field, lines: Map<string, number>): readonly PageDescription[] {
  const keys =
    field.node?.kind === 'map' ? reader.keys(field, ['file', ...itemKeys]) : new Map([['file', field]]);
  const named = keys.get('file');
  const file = named === undefined ? null : reader.text(named);
  if (named === undefined) reader.note(field, 'a page needs a file', 'Write - file: 001.jp2.');
  if (file === null) return [];
  if (lines.has(file)) {
    reader.note(field, `"${file}" is there twice, first in line ${lines.get(file)}`, 'Join the two.');
    return [];
  }
  lines.set(file, field.line ?? 1);
  return [{ file, ...readItem(reader, field.node?.kind === 'map' ? keys : new Map(), canvasBehaviors) }];
}

/** `manifest.yaml`: what is said of a folder and its pages. Whatever can't be used is a problem, the rest counts. */
export function readManifestYaml(text: string): {
  readonly description: FolderDescription;
  readonly problems: readonly TextProblem[];
  /** File → line, to tell of files that are not there. */
  readonly lines: ReadonlyMap<string, number>;
} {
  const lines = new Map<string, number>();
  const source = parseYaml(text.replace(/^\uFEFF/, ''));
  if (!source.ok) return { description: undescribed, problems: source.error.map(told), lines };
  if (source.value.root === null) return { description: undescribed, problems: [], lines };
  const problems: PolicyProblem[] = [];
  const reader = createFieldReader(problems);
  const keys = reader.keys({ path: [], node: source.value.root, line: 1 }, folderKeys);
  const pages = keys.get('pages');
  const [direction] = readChoice(reader, keys.get('viewingDirection'), viewingDirections);
  const thumbnail = keys.get('thumbnail');
  const description = {
    ...readItem(reader, keys, manifestBehaviors),
    viewingDirection: viewingDirections.find((one) => one === direction) ?? null,
    provider: readProvider(reader, keys.get('provider')),
    homepage: readAddress(reader, keys.get('homepage')),
    thumbnail: thumbnail === undefined ? null : reader.text(thumbnail),
    pages: pages === undefined ? [] : reader.list(pages).flatMap((page) => readPage(reader, page, lines)),
  };
  return { description, problems: problems.map(told), lines };
}
