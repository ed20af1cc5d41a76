import { parseCsv, sayOpenQuote } from '../parse-csv.js';
import { err, ok, type Result } from '../result.js';
import { type ImportHeading, readImportColumns } from './import-columns.js';
import { readName } from './read-name.js';
import type { User } from './user.js';

/** What one row of the file asks for. */
export interface ImportRow {
  readonly line: number;
  readonly name: string;
  readonly displayName: string;
  readonly email: string | null;
  readonly groups: readonly string[];
  /** `join`: the user exists; only missing memberships are added. */
  readonly action: 'create' | 'join' | 'nothing';
}

export interface ImportPlan {
  readonly rows: readonly ImportRow[];
  /** Groups that don't exist yet. */
  readonly newGroups: readonly string[];
  /** One sentence per bad row, with its line. */
  readonly problems: readonly string[];
}

type CellOf = (heading: ImportHeading) => string;
type RowContent = Pick<ImportRow, 'name' | 'displayName' | 'email' | 'groups'>;

/** What stands in a row, or everything that is wrong with it. */
function readRow(cellOf: CellOf): Result<RowContent, readonly string[]> {
  const name = readName('user', cellOf('name'));
  const words = cellOf('groups')
    .split(/[\s;,|]+/)
    .filter((word) => word !== '');
  const groups = words.map((word) => readName('group', word));
  const email = cellOf('email');
  const problems = [name, ...groups].flatMap((result) => (result.ok ? [] : [result.error]));
  if (email !== '' && !/^[^\s@]+@[^\s@]+$/.test(email))
    problems.push(`${JSON.stringify(email)} is no e-mail address.`);
  if (!name.ok || problems.length > 0) return err(problems);
  return ok({
    name: name.value,
    displayName: cellOf('display_name') || cellOf('name'),
    email: email === '' ? null : email,
    groups: [...new Set(groups.flatMap((group) => (group.ok ? [group.value] : [])))],
  });
}

/** The names of a file that may be people's, to look up which of them exist. */
export function listImportNames(text: string): readonly string[] {
  const csv = parseCsv(text);
  const [head, ...rows] = csv.ok ? csv.value : [];
  const headings = readImportColumns(head);
  if (!headings.ok) return [];
  const column = headings.value.get('name') ?? -1;
  const names = rows.map(({ cells }) => readName('user', cells[column] ?? ''));
  return [...new Set(names.flatMap((name) => (name.ok ? [name.value] : [])))];
}

/** U+FFFD stands where bytes were no UTF-8, NUL where they were UTF-16: the names would be kept broken. */
function findLostLetter(text: string): string | null {
  const at = text.search(/[\0\uFFFD]/);
  if (at === -1) return null;
  const line = text.slice(0, at).split(/\r\n|\r|\n/).length;
  return `Line ${line}: a letter can not be read: the file is not UTF-8. Save it as “CSV UTF-8” and take that.`;
}

/** Reads a CSV file of people and judges every row of it. Refused as a whole only where it can't be read at all. */
export function planImport(
  text: string,
  users: ReadonlyMap<string, User>,
  groups: ReadonlySet<string>,
): Result<ImportPlan, string> {
  const lost = findLostLetter(text);
  if (lost !== null) return err(lost);
  const csv = parseCsv(text);
  if (!csv.ok) return err(sayOpenQuote(csv.error));
  const headings = readImportColumns(csv.value[0]);
  if (!headings.ok) return headings;
  const isNamed = (column: number): boolean => (csv.value[0]?.cells[column] ?? '') !== '';
  const rows = new Map<string, ImportRow>();
  const problems: string[] = [];
  for (const { line, cells } of csv.value.slice(1)) {
    const row = readRow((heading) => cells[headings.value.get(heading) ?? -1] ?? '');
    const unnamed = cells.find((cell, column) => cell !== '' && !isNamed(column));
    const before = row.ok ? rows.get(row.value.name) : undefined;
    if (!row.ok) problems.push(`Line ${line}: ${row.error.join(' ')}`);
    else if (unnamed !== undefined)
      problems.push(
        `Line ${line}: ${JSON.stringify(unnamed.slice(0, 60))} stands in a column without a name. Put a cell with , or ; into quotes.`,
      );
    else if (before !== undefined)
      problems.push(`Line ${line}: ${before.name} is in line ${before.line} already.`);
    else {
      const user = users.get(row.value.name);
      const missing = row.value.groups.filter((group) => user?.groups.includes(group) !== true);
      const action = user === undefined ? 'create' : missing.length > 0 ? 'join' : 'nothing';
      rows.set(row.value.name, { ...row.value, line, groups: missing, action });
    }
  }
  const named = new Set([...rows.values()].flatMap((row) => row.groups));
  return ok({
    rows: [...rows.values()],
    newGroups: [...named].filter((group) => !groups.has(group)),
    problems,
  });
}
