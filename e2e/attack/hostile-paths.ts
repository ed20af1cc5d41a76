import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { folders } from '../support/settings.js';

/** One line of the corpus, ready to be sent. */
export interface HostilePath {
  /** The text as the corpus writes it. */
  readonly text: string;
  /** Request targets, byte for byte: `info.json`, a tile and `full/max` of an identifier, or the one that is given. */
  readonly targets: readonly Buffer[];
  readonly expectation: 'refuse' | 'closed' | { readonly is: string };
  readonly why: string;
}

const corpus = join(folders.repository, 'auth', 'test', 'corpora', 'hostile-paths.txt');

/** Reads the corpus; its head explains the format. A line that can't be read is an error, never skipped. */
export const readHostilePaths = (): readonly HostilePath[] =>
  readFileSync(corpus, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(parseLine);

function parseLine(line: string): HostilePath {
  const [text, expectation, why] = line.split('\t');
  if (text === undefined || expectation === undefined || why === undefined)
    throw new Error(`no corpus line: ${line}`);
  return { text, why, targets: targetsOf(text), expectation: expectationOf(expectation) };
}

function expectationOf(text: string): HostilePath['expectation'] {
  if (text === 'refuse' || text === 'closed') return text;
  if (text.startsWith('is:')) return { is: text.slice('is:'.length) };
  throw new Error(`unknown expectation: ${text}`);
}

function targetsOf(text: string): readonly Buffer[] {
  if (text.startsWith('{target}')) return [bytesOf(text.slice('{target}'.length))];
  if (text.startsWith('/')) return [bytesOf(text)];
  return ['info.json', '0,0,256,256/256,/0/default.jpg', 'full/max/0/default.jpg'].map((tail) =>
    bytesOf(`/iiif/images/${text}/${tail}`),
  );
}

/** `{REP n text}` and `{U+XXXX}` written out; lone surrogates as the three bytes that sloppy encoders make of them. */
function bytesOf(text: string): Buffer {
  const repeated = text.replace(/\{REP (\d+) ([^}]*)\}/g, (_, times: string, part: string) =>
    part.repeat(Number(times)),
  );
  const parts = repeated.split(/\{U\+([0-9A-F]{4,6})\}/);
  return Buffer.concat(
    parts.map((part, index) => {
      if (index % 2 === 0) return Buffer.from(part, 'utf8');
      const code = Number.parseInt(part, 16);
      if (code < 0xd800 || code > 0xdfff) return Buffer.from(String.fromCodePoint(code), 'utf8');
      return Buffer.from([0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)]);
    }),
  );
}
