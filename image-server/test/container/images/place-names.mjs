// Moves the encoded files 0.jp2, 1.jp2, … to their hard names: place-names.mjs LIST FROM TO
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const [list = '', from = '', to = ''] = process.argv.slice(2);
for (const [index, { name }] of JSON.parse(readFileSync(list, 'utf8')).entries()) {
  const target = join(to, name);
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(join(from, `${index}.jp2`), target);
}
