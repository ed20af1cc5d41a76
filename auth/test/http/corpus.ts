import { readFileSync } from 'node:fs';

/** The values of a corpus file: one JSON string per line, `#` begins a comment. */
export function readCorpus(name: string): readonly string[] {
  const text = readFileSync(new URL(`../corpora/${name}`, import.meta.url), 'utf8');
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return lines.map((line) => JSON.parse(line) as string);
}
