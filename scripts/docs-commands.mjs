// Prints every command that the documentation shows in a block, as JSON: [{ page, block, command }].
// A block is fenced as `sh`, or indented; of indented ones only lines that begin with a program are taken.
//
//   node scripts/docs-commands.mjs
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const top = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..');
const pages = [
  'README.md',
  'SECURITY.md',
  'CONTRIBUTING.md',
  // cli.md is made of the commands' own help, which has tests of its own.
  ...readdirSync(join(top, 'docs')).filter((name) => name.endsWith('.md') && name !== 'cli.md').map((name) => `docs/${name}`),
];
const program = /^(?:[a-z_]+=\$\(|\.\/|(?:cp|curl|docker|git|kdu_compress|mkdir|node|npm|npx|openssl|opj_compress|printf|sqlite3|sudo|vips)\s)/;

const found = [];
for (const page of pages) {
  let fence = null;
  let block = 0;
  let inside = false;
  for (const line of readFileSync(join(top, page), 'utf8').split('\n')) {
    const mark = /^```(\w*)/.exec(line);
    if (mark !== null) {
      fence = fence === null ? mark[1] : null;
      inside = false;
      block += 1;
      continue;
    }
    const text = (fence === null ? /^ {4}(\S.*)$/.exec(line)?.[1] : line.trim()) ?? '';
    const isCommand = fence === null ? program.test(text) : /^(?:sh|bash|shell|console)$/.test(fence) && text !== '' && !text.startsWith('#');
    if (fence === null && inside && text === '') block += 1;
    inside = isCommand;
    if (isCommand) found.push({ page, block, command: text.replace(/\s+#\s.*$/, '').trim() });
  }
}
process.stdout.write(`${JSON.stringify(found, null, 1)}\n`);
