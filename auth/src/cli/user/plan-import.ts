import type { User } from '../../core/identity/user.js';
import { err, ok, type Result } from '../../core/result.js';
import { parseCsv, type CsvRow } from '../csv.js';
import { readName } from '../names.js';
import { csvHeadings } from './export.js';

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

type Heading = (typeof csvHeadings)[number];

function readHeadings(row: CsvRow | undefined): Result<ReadonlyMap<Heading, number>, string> {
  const cells = row?.cells.map((cell) => cell.toLowerCase().replaceAll(/[\s-]+/g, '_')) ?? [];
  const found = new Map(csvHeadings.flatMap((heading) => (cells.includes(heading) ? [[heading, cells.indexOf(heading)]] : [])) as [Heading, number][]);
  return found.has('name') ? ok(found) : err(`The first line has to name the columns: ${csvHeadings.join(',')}`);
}

/** Reads a CSV file of people and judges every row of it. Refused as a whole only where it can't be read at all. */
export function planImport(
  text: string,
  users: ReadonlyMap<string, User>,
  groups: ReadonlySet<string>,
): Result<ImportPlan, string> {
  const csv = parseCsv(text);
  if (csv === null) return err('A quote is opened and never closed in the file.');
  const headings = readHeadings(csv[0]);
  if (!headings.ok) return headings;
  const cellOf = (row: CsvRow, heading: Heading): string => row.cells[headings.value.get(heading) ?? -1] ?? '';
  const rows: ImportRow[] = [];
  const problems: string[] = [];
  const seen = new Map<string, number>();
  for (const row of csv.slice(1)) {
    const name = readName('user', cellOf(row, 'name'));
    const wanted = cellOf(row, 'groups').split(/[\s;,|]+/).filter((group) => group !== '').map((group) => readName('group', group));
    const email = cellOf(row, 'email');
    const found = [name, ...wanted].flatMap((result) => (result.ok ? [] : [result.error]));
    if (email !== '' && !/^[^\s@]+@[^\s@]+$/.test(email)) found.push(`${JSON.stringify(email)} is no e-mail address.`);
    const before = name.ok ? seen.get(name.value) : undefined;
    if (name.ok && before !== undefined) found.push(`${name.value} is in line ${before} already.`);
    if (name.ok) seen.set(name.value, before ?? row.line);
    if (!name.ok || found.length > 0) {
      problems.push(`Line ${row.line}: ${found.join(' ')}`);
      continue;
    }
    const user = users.get(name.value);
    const memberships = wanted.flatMap((group) => (group.ok && user?.groups.includes(group.value) !== true ? [group.value] : []));
    rows.push({
      line: row.line,
      name: name.value,
      displayName: cellOf(row, 'display_name') || cellOf(row, 'name'),
      email: email === '' ? null : email,
      groups: [...new Set(memberships)],
      action: user === undefined ? 'create' : memberships.length > 0 ? 'join' : 'nothing',
    });
  }
  const newGroups = [...new Set(rows.flatMap((row) => row.groups))].filter((group) => !groups.has(group));
  return ok({ rows, newGroups, problems });
}
