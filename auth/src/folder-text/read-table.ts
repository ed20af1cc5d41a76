import {
  canvasBehaviors,
  manifestBehaviors,
  type Description,
  type FolderDescription,
  nothingSaid,
  type PageDescription,
  type Statement,
  undescribed,
  viewingDirections,
} from '../core/iiif/folder-description.js';
import type { LanguageMap } from '../core/iiif/language-map.js';
import { isLanguage, readNavDate, readRights } from './checked-values.js';
import { type CsvRecord, readCsvRecords } from './csv-records.js';
import type { TextProblem } from './text-problem.js';

/** Columns that are no metadata, by the names that people give them. */
const known: Readonly<Record<string, string>> = {
  file: 'file',
  filename: 'file',
  file_name: 'file',
  'file name': 'file',
  image: 'file',
  label: 'label',
  title: 'label',
  summary: 'summary',
  order: 'order',
  sequence: 'order',
  position: 'order',
  rights: 'rights',
  license: 'rights',
  licence: 'rights',
  requiredstatement: 'requiredStatement',
  'required statement': 'requiredStatement',
  attribution: 'requiredStatement',
  behavior: 'behavior',
  behaviour: 'behavior',
  viewingdirection: 'viewingDirection',
  'viewing direction': 'viewingDirection',
  navdate: 'navDate',
};

interface Column {
  /** One of the names above; null: metadata under `heading`. */
  readonly role: string | null;
  readonly heading: string;
  readonly language: string;
}

type Note = (message: string) => void;

/** `Title@de` is a column in German; an `@` before anything else belongs to the name. */
function readColumn(text: string): Column {
  const at = text.lastIndexOf('@');
  const tag = text.slice(at + 1);
  const tagged = at > 0 && isLanguage(tag);
  const heading = (tagged ? text.slice(0, at) : text).trim();
  return { role: known[heading.toLowerCase()] ?? null, heading, language: tagged ? tag : 'none' };
}

/** Where there is a column `label`, a column `title` is metadata. */
function readColumns(cells: readonly string[]): readonly Column[] {
  const columns = cells.map(readColumn);
  const named = columns.some(({ heading }) => heading.toLowerCase() === 'label');
  return columns.map((column) =>
    named && column.heading.toLowerCase() === 'title' ? { ...column, role: null } : column,
  );
}

/** Columns of one name become one map; a cell with several lines says several things. */
function mapOf(
  columns: readonly Column[],
  cells: readonly string[],
  wanted: (column: Column) => boolean,
): LanguageMap | null {
  const entries = columns.flatMap((column, index) => {
    const values = (cells[index] ?? '').split(/\r\n|\r|\n/).map((value) => value.trim());
    const said = values.filter((value) => value !== '');
    return wanted(column) && said.length > 0 ? [[column.language, said] as const] : [];
  });
  return entries.length === 0 ? null : Object.fromEntries(entries);
}

function metadataOf(columns: readonly Column[], cells: readonly string[]): readonly Statement[] {
  const headings = new Set(
    columns.filter(({ role, heading }) => role === null && heading !== '').map(({ heading }) => heading),
  );
  return [...headings].flatMap((heading) => {
    const value = mapOf(columns, cells, (column) => column.role === null && column.heading === heading);
    return value === null ? [] : [{ label: { none: [heading] }, value }];
  });
}

function wordsOf(text: string, allowed: readonly string[], what: string, note: Note): readonly string[] {
  const words = text.split(/[\s,;|]+/).filter((word) => word !== '');
  for (const word of words)
    if (!allowed.includes(word)) note(`"${word}" is no ${what}. Write one of ${allowed.join(', ')}.`);
  return words.filter((word) => allowed.includes(word));
}

function describe(
  columns: readonly Column[],
  cells: readonly string[],
  behaviors: readonly string[],
  note: Note,
): Description {
  const role = (name: string): LanguageMap | null => mapOf(columns, cells, (column) => column.role === name);
  const text = (name: string): string => Object.values(role(name) ?? {})[0]?.[0] ?? '';
  const checked = (name: string, read: (value: string) => string | null, remedy: string): string | null => {
    const value = text(name) === '' ? null : read(text(name));
    if (value === null && text(name) !== '') note(`The ${name} can not be used. ${remedy}`);
    return value;
  };
  const required = role('requiredStatement');
  return {
    ...nothingSaid,
    label: role('label'),
    summary: role('summary'),
    metadata: metadataOf(columns, cells),
    requiredStatement: required === null ? null : { label: { en: ['Attribution'] }, value: required },
    rights: checked('rights', readRights, 'Write the address of a licence or rights statement.'),
    navDate: checked('navDate', readNavDate, 'Write a date as 1790-05-31.'),
    behavior: wordsOf(text('behavior'), behaviors, 'behavior', note),
  };
}

/**
 * `metadata.csv`: a row per file, a column per property or piece of metadata. The row whose file is `.` is about the
 * folder. Whatever can't be used is a problem with its line, the rest counts.
 */
export function readTable(text: string): {
  readonly description: FolderDescription;
  readonly problems: readonly TextProblem[];
  /** File → line, to tell of files that are not there. */
  readonly lines: ReadonlyMap<string, number>;
} {
  const { records, problems: broken } = readCsvRecords(text);
  const problems: TextProblem[] = [...broken];
  const lines = new Map<string, number>();
  const [head, ...rows] = records;
  const columns = readColumns(head?.cells ?? []);
  const fileAt = columns.findIndex(({ role }) => role === 'file');
  if (head === undefined || fileAt < 0) {
    const message =
      'The first row names the columns, and one of them must be "file". None of this table is used.';
    return { description: undescribed, problems: [...problems, { line: head?.line ?? 1, message }], lines };
  }
  const pages: { readonly page: PageDescription; readonly order: number | null }[] = [];
  let folder = undescribed;
  for (const { line, cells } of rows) {
    const note: Note = (message) => void problems.push({ line, message });
    const file = cells[fileAt] ?? '';
    const cellOf = (name: string): string => cells[columns.findIndex(({ role }) => role === name)] ?? '';
    if (!isUsable(file, cells, columns, lines, note)) continue;
    lines.set(file, line);
    if (file === '.') {
      const [direction] = wordsOf(cellOf('viewingDirection'), viewingDirections, 'viewing direction', note);
      const viewingDirection = viewingDirections.find((one) => one === direction) ?? null;
      folder = { ...undescribed, ...describe(columns, cells, manifestBehaviors, note), viewingDirection };
      continue;
    }
    pages.push({
      page: { file, ...describe(columns, cells, canvasBehaviors, note) },
      order: orderOf(cellOf('order'), note),
    });
  }
  const last = Number.POSITIVE_INFINITY;
  const sorted = pages.toSorted((a, b) => (a.order ?? last) - (b.order ?? last) || 0);
  return { description: { ...folder, pages: sorted.map(({ page }) => page) }, problems, lines };
}

function isUsable(
  file: string,
  cells: CsvRecord['cells'],
  columns: readonly Column[],
  lines: ReadonlyMap<string, number>,
  note: Note,
): boolean {
  if (file === '') note('This row names no file. Write one, or . for the folder.');
  else if (lines.has(file))
    note(`"${file}" is there twice, first in line ${lines.get(file)}. Join the two rows.`);
  else if (cells.slice(columns.length).some((cell) => cell !== ''))
    note('This row has more cells than there are columns. Put texts with separators in quotation marks.');
  else return true;
  return false;
}

function orderOf(text: string, note: Note): number | null {
  if (text === '') return null;
  const number = Number(text.replace(',', '.'));
  if (Number.isFinite(number)) return number;
  note('The order is no number. Write 1, 2, 3 …');
  return null;
}
