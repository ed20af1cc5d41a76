import { parseCsv, sayOpenQuote } from '../../core/parse-csv.js';
import type { FolderRule, Grant } from '../../core/policy/model.js';
import { err, ok, type Result } from '../../core/result.js';
import { fullFor, grantTo, type ImportedRules, ruleFor } from './imported-rules.js';

const pathColumns = ['file name', 'file', 'path', 'id', 'uid', 'item ark'];
const modeColumns = ['visibility', 'accessmode', 'access mode', 'access_mode', 'access'];

type Mode = 'open' | 'tiered' | 'all-or-nothing' | 'closed';

const grants: Readonly<Record<Mode, readonly Grant[]>> = {
  open: [fullFor({ kind: 'anyone' })],
  tiered: [grantTo({ kind: 'anyone' }, 'preview'), fullFor({ kind: 'signed-in' })],
  'all-or-nothing': [fullFor({ kind: 'signed-in' })],
  closed: [],
};

/** Hauth's access modes by name or number, and the words of its `Visibility` column. Unknown words close. */
function modeOf(text: string): Mode {
  switch (text.toLowerCase().replaceAll(/[\s-]+/g, '_')) {
    case '0':
    case 'open':
    case 'public':
      return 'open';
    case '1':
    case 'tiered':
      return 'tiered';
    case '2':
    case 'all_or_nothing':
    case 'authenticated':
    case 'ucla':
    case 'sinai':
      return 'all-or-nothing';
    default:
      return 'closed';
  }
}

/** Hauth's CSV of items: a rule for each folder whose items all have one mode, else for each file. Everything else is closed. */
export function importHauthRules(text: string): Result<ImportedRules, string> {
  const csv = parseCsv(text);
  if (!csv.ok) return err(sayOpenQuote(csv.error));
  const heads = csv.value[0]?.cells.map((cell) => cell.toLowerCase()) ?? [];
  const path = pathColumns.map((name) => heads.indexOf(name)).find((column) => column >= 0);
  const mode = modeColumns.map((name) => heads.indexOf(name)).find((column) => column >= 0);
  if (path === undefined || mode === undefined)
    return err('The first line has to name a column with files (File Name) and one with modes (Visibility).');
  const folders = new Map<string, Map<string, Mode>>();
  const notes = new Set<string>();
  for (const { line, cells } of csv.value.slice(1)) {
    const parts = (cells[path] ?? '').split('/').filter((part) => part !== '');
    const file = parts.pop();
    if (file === undefined) continue;
    if ([file, ...parts].some((part) => part === '.' || part === '..')) {
      notes.add(`Line ${line} names no file below the image folder and is left out.`);
      continue;
    }
    const word = cells[mode] ?? '';
    if (modeOf(word) === 'closed') notes.add(`"${word}" is taken as closed to everybody.`);
    const files = folders.get(parts.join('/')) ?? new Map<string, Mode>();
    folders.set(parts.join('/'), files.set([...parts, file].join('/'), modeOf(word)));
  }
  const rules: FolderRule[] = folders.has('') ? [] : [ruleFor('', [])];
  for (const [folder, files] of folders) {
    const [only, ...others] = new Set(files.values());
    if (only !== undefined && others.length === 0 && folder !== '') rules.push(ruleFor(folder, grants[only]));
    else for (const [name, each] of files) rules.push(ruleFor(name, grants[each]));
  }
  if (folders.has('')) rules.unshift(ruleFor('', []));
  const tiers = [{ name: 'preview', maxEdge: 400, quality: 'color' as const }];
  return ok({ places: [], tiers, rules, notes: [...notes] });
}
