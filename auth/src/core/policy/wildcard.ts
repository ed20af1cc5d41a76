import type { WildToken } from './rule-pattern.js';

/** Makes the test for one path segment. It never takes longer than tokens × characters. */
export function compileWild(tokens: readonly WildToken[]): (segment: string) => boolean {
  const firstWild = tokens.findIndex((token) => typeof token === 'string');
  const lastWild = tokens.findLastIndex((token) => typeof token === 'string');
  const prefix = literal(tokens.slice(0, firstWild));
  const suffix = literal(tokens.slice(lastWild + 1));
  const shortest = prefix.length + suffix.length;
  // `*_verso.jp2` and the like need no more than a look at both ends.
  const simple = firstWild === lastWild && tokens[firstWild] === 'many';
  return (segment) =>
    segment.length >= shortest &&
    segment.endsWith(suffix) &&
    segment.startsWith(prefix) &&
    (simple || matchesWild(tokens, segment));
}

function literal(tokens: readonly WildToken[]): string {
  return tokens.map((token) => (typeof token === 'string' ? '' : token.char)).join('');
}

/** Only the last `*` is ever tried again, so there is no backtracking to explode. */
function matchesWild(tokens: readonly WildToken[], segment: string): boolean {
  const characters = Array.from(segment);
  let token = 0;
  let at = 0;
  let starToken = -1;
  let starAt = 0;
  while (at < characters.length) {
    const wanted = tokens[token];
    if (wanted === 'many') {
      starToken = token++;
      starAt = at;
    } else if (wanted !== undefined && (wanted === 'one' || wanted.char === characters[at])) {
      token++;
      at++;
    } else if (starToken >= 0) {
      at = ++starAt;
      token = starToken + 1;
    } else return false;
  }
  while (tokens[token] === 'many') token++;
  return token === tokens.length;
}
