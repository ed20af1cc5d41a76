import { type Result, err, ok } from '../result.js';

/** One segment of a pattern: exact text, a wildcard expression, or `**` (any number of segments, also none). */
export type PatternSegment =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'wild'; readonly tokens: readonly WildToken[] }
  | { readonly kind: 'deep' };

/** A literal character, `?` (one character) or `*` (any number of them). */
export type WildToken = { readonly char: string } | 'one' | 'many';

/** Where a rule applies. */
export interface RulePattern {
  readonly segments: readonly PatternSegment[];
  /** Written with `/**` at the end: speaks of a folder, never of a file of that name. */
  readonly foldersOnly: boolean;
  /** The same for two ways of writing one pattern. */
  readonly key: string;
  /** Without wildcards: the path itself, '' for the root. */
  readonly exact: string | null;
}

/** Nothing special in it: most rules by far, where there are very many. */
const plain = /^(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9 _.-]+)+$/;

const longest = 4096;
const longestGlob = 256;

/** Reads `/`, `/a/b`, `/a/*.jp2`, `/a/**`, `**` + `/*_verso.jp2`. A backslash makes `*` and `?` plain characters. */
export function parsePattern(text: string): Result<RulePattern, string> {
  if (text === '/') return ok({ segments: [], foldersOnly: false, key: '', exact: '' });
  if (text.length <= longest && plain.test(text)) return ok(readPlain(text.slice(1)));
  if (!text.startsWith('/') && !text.startsWith('**/')) return err('does not start with / or **/');
  if (text.length > longest) return err(`is longer than ${longest} characters`);
  if (/[\p{Cc}\p{Cs}]/u.test(text)) return err('holds a control character');
  const segments: PatternSegment[] = [];
  for (const part of (text.startsWith('/') ? text.slice(1) : text).split('/')) {
    const segment = parseSegment(part);
    if (!segment.ok) return segment;
    // `**` twice in a row says no more than once.
    if (segment.value.kind !== 'deep' || segments.at(-1)?.kind !== 'deep') segments.push(segment.value);
  }
  const foldersOnly = segments.at(-1)?.kind === 'deep';
  if (foldersOnly) segments.pop();
  const isExact = segments.every((segment) => segment.kind === 'text');
  if (!isExact && text.length > longestGlob) return err(`is a glob longer than ${longestGlob} characters`);
  const key = segments.map(writeSegment).join('/');
  const exact = isExact ? segments.map((segment) => textOf(segment)).join('/') : null;
  return ok({ segments, foldersOnly, key, exact });
}

function readPlain(path: string): RulePattern {
  const segments = path.split('/').map((name): PatternSegment => ({ kind: 'text', text: name }));
  return { segments, foldersOnly: false, key: path, exact: path };
}

function parseSegment(part: string): Result<PatternSegment, string> {
  if (part === '**') return ok({ kind: 'deep' });
  if (part === '') return err('has an empty segment or a slash at its end');
  if (part === '.' || part === '..') return err(`holds the segment "${part}"`);
  if (part.includes('**')) return err('has ** beside other characters in a segment');
  const tokens: WildToken[] = [];
  const characters = Array.from(part);
  for (let index = 0; index < characters.length; index++) {
    const char = characters[index] ?? '';
    if (char === '*') tokens.push('many');
    else if (char === '?') tokens.push('one');
    else if (char !== '\\') tokens.push({ char });
    else {
      const escaped = characters[++index];
      if (escaped !== '*' && escaped !== '?') return err('has a backslash that is not before * or ?');
      tokens.push({ char: escaped });
    }
  }
  if (tokens.some((token) => typeof token === 'string')) return ok({ kind: 'wild', tokens });
  const text = tokens.map((token) => (typeof token === 'string' ? '' : token.char)).join('');
  return ok({ kind: 'text', text });
}

function textOf(segment: PatternSegment): string {
  return segment.kind === 'text' ? segment.text : '';
}

function writeSegment(segment: PatternSegment): string {
  if (segment.kind === 'deep') return '**';
  return segment.kind === 'text' ? escapeWild(segment.text) : segment.tokens.map(writeToken).join('');
}

function writeToken(token: WildToken): string {
  if (token === 'many') return '*';
  if (token === 'one') return '?';
  return escapeWild(token.char);
}

function escapeWild(text: string): string {
  return text.replaceAll(/[*?]/g, String.raw`\$&`);
}
