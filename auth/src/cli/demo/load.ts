import { stat } from 'node:fs/promises';
import { findPasswordProblems } from '../../core/identity/password-rules.js';
import { isBreachedPassword } from '../../system/breached-passwords.js';
import { demoPeople } from '../../demo/demo-folders.js';
import { saveDemo } from '../../demo/demo-record.js';
import { listTopFolders, openRoot } from '../../library/root-folder.js';
import { example, type Register, type Work } from '../cli.js';
import { refused, type CommandResult } from '../command-result.js';
import { scanImages } from '../images/scan.js';
import { clearDemo } from './clear.js';
import { demoSoFar } from './demo-work.js';
import type { NewPerson } from './load-people.js';
import { loadPeople } from './load-people.js';
import { loadRules } from './load-rules.js';

export const registerDemo: Register = (parent, cli) => {
  parent
    .command('load')
    .description('add the demo’s people, groups and rules, and show its pictures; yours stay as they are')
    .addHelpText('after', example('demo load'))
    .action(async () => cli.withStores(loadDemo));
  parent
    .command('clear')
    .description('take away what `demo load` added, and nothing else')
    .addHelpText('after', example('demo clear'))
    .action(async () => cli.withStores(clearDemo));
};

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** Top folders of the administrator's own images; of our sample none, since the demo may stand among it. */
async function listOwnFolders({ config }: Work): Promise<ReadonlySet<string> | null> {
  if (config.sampleCollection) return new Set();
  const root = await openRoot(config.imageRoot);
  return 'failed' in root ? null : listTopFolders(root);
}

function refusePassword({ config }: Work): readonly string[] {
  const password = config.demoPassword?.reveal();
  if (password === undefined) return [];
  const isBad = demoPeople.some(
    ({ name }) => findPasswordProblems(password, name, isBreachedPassword).length > 0,
  );
  return isBad ? ['DEMO_PASSWORD is too easily guessed. Choose another, or leave it out.'] : [];
}

async function loadDemo(work: Work): Promise<CommandResult> {
  if (!(await isThere(`${work.config.demoRoot}/.collection`)))
    return refused('The demo’s pictures are not here. Start with: ./scripts/start --demo');
  const ownFolders = await listOwnFolders(work);
  if (ownFolders === null)
    return refused('The image folder can not be read, so it is not known which folders are yours.');
  const problems = refusePassword(work);
  if (problems.length > 0) return refused(...problems);

  const people = await loadPeople(work, await demoSoFar(work.stores.settings));
  await sayPeople(work, people.made);
  const rules = await loadRules(work, people.record, ownFolders);
  if (!rules.ok) return refused(...rules.error);
  await saveDemo(work.stores.settings, { ...rules.value.record, shown: true });
  for (const note of [...people.notes, ...rules.value.notes]) await work.io.out(`Note: ${note}\n`);
  const result = await scanImages(work, {});
  await sayAddresses(work);
  return result;
}

async function sayPeople({ io, config }: Work, made: readonly NewPerson[]): Promise<void> {
  if (made.length === 0) return;
  await io.out('Made the demo’s accounts:\n');
  for (const { name, generated } of made)
    await io.out(`  ${name.padEnd(8)} ${generated === null ? 'password: DEMO_PASSWORD' : generated}\n`);
  if (config.demoPassword === null)
    await io.out('These passwords are shown this once. Lost one? gatehouse user passwd NAME --generate\n');
}

async function sayAddresses({ io, config }: Work): Promise<void> {
  const base = config.publicUrl;
  await io.out(
    [
      'The demo is loaded. Try, signed in and not:',
      `  ${base}/                                    every folder, and what it shows`,
      `  ${base}/iiif/manifests/book                 for any viewer: one sign-in, twelve pages`,
      `  ${base}/view/?manifest=${encodeURIComponent(`${base}/iiif/manifests/preview`)}`,
      'Take it away again: ./scripts/gatehouse demo clear',
      '',
    ].join('\n'),
  );
}
