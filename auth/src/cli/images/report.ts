import { Option } from 'commander';
import { formatCsvLine } from '../../core/csv-line.js';
import {
  type Finding,
  type FindingKind,
  findingKinds,
  type ImageFindings,
} from '../../core/image/image-findings.js';
import { readFolderName } from '../../core/image/read-folder.js';
import { findingCells, findingHeads, findingWords } from '../../core/image/say-finding.js';
import { example, type Register, type Work } from '../cli.js';
import { done, refused, type CommandResult } from '../command-result.js';
import { plainText } from '../plain-text.js';
import { printJsonArray } from '../print.js';

interface ReportOptions {
  readonly kind?: FindingKind;
  readonly folder: string;
  readonly csv?: boolean;
  readonly json?: boolean;
}

const pageSize = 1000;

export const registerImagesReport: Register = (parent, cli) => {
  parent
    .command('report')
    .description('tell what the last scan found: files that are not served, duplicates, slow ones')
    .addOption(new Option('--kind <kind>', 'of this kind only (default: all)').choices([...findingKinds]))
    .option('--folder <path>', 'only in this folder, at any depth', '/')
    .option('--csv', 'print CSV, for spreadsheets')
    .option('--json', 'print JSON')
    .addHelpText('after', example('images report --kind duplicate --csv'))
    .action(async (options: ReportOptions) => cli.withStores(async (work) => report(work, options)));
};

async function* listFindings(
  findings: ImageFindings,
  folder: string,
  kinds: readonly FindingKind[],
): AsyncGenerator<Finding> {
  for (const kind of kinds)
    for (let offset = 0; ; offset += pageSize) {
      const page = await findings.list({ kind, folders: [folder], offset, limit: pageSize });
      yield* page;
      if (page.length < pageSize) break;
    }
}

async function report({ io, stores }: Work, options: ReportOptions): Promise<CommandResult> {
  const folder = readFolderName(options.folder);
  if (!folder.ok) return refused(folder.error);
  const kinds = options.kind === undefined ? findingKinds : [options.kind];
  const found = listFindings(stores.findings, folder.value, kinds);
  if (options.json === true) {
    await printJsonArray(io, found);
    return done;
  }
  if (options.csv === true) {
    await io.out(formatCsvLine(findingHeads));
    for await (const finding of found) await io.out(formatCsvLine(findingCells(finding)));
    return done;
  }
  let last: FindingKind | null = null;
  for await (const { kind, path, detail } of found) {
    if (kind !== last) {
      const { name, why, remedy } = findingWords[kind];
      await io.out(`${last === null ? '' : '\n'}${name}: ${why}\n${remedy}\n`);
    }
    last = kind;
    await io.out(
      `  ${plainText(path)}${kind === 'duplicate' || detail === '' ? '' : `  ${plainText(detail)}`}\n`,
    );
  }
  if (last === null) await io.out('Nothing to report: every file can be served, and well.\n');
  return done;
}
