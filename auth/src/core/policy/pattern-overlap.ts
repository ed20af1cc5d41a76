import type { PatternSegment, RulePattern, WildToken } from './rule-pattern.js';

/** Can two patterns match the same path? Sound and complete: the meet of two wildcard languages, by table. */
export function patternsOverlap(a: RulePattern, b: RulePattern): boolean {
  return meetSomewhere(a.segments, b.segments, (segment) => segment.kind === 'deep', segmentsMeet);
}

function segmentsMeet(a: PatternSegment, b: PatternSegment): boolean {
  return meetSomewhere(tokensOf(a), tokensOf(b), (token) => token === 'many', tokensMeet);
}

function tokensOf(segment: PatternSegment): readonly WildToken[] {
  if (segment.kind === 'wild') return segment.tokens;
  return segment.kind === 'text' ? Array.from(segment.text, (char) => ({ char })) : ['many'];
}

function tokensMeet(a: WildToken, b: WildToken): boolean {
  return typeof a === 'string' || typeof b === 'string' || a.char === b.char;
}

/** Is there a sequence that both match, where `isMany` parts stand for any number of items? */
function meetSomewhere<T>(
  a: readonly T[],
  b: readonly T[],
  isMany: (part: T) => boolean,
  meetOnce: (left: T, right: T) => boolean,
): boolean {
  let row = Array.from(b, () => false);
  for (let i = a.length; i >= 0; i--) {
    const current = Array.from(b, () => false);
    for (let j = b.length; j >= 0; j--) {
      const left = a[i];
      const right = b[j];
      if (left === undefined && right === undefined) current[j] = true;
      else if ((left !== undefined && isMany(left)) || (right !== undefined && isMany(right)))
        // Either the many-part ends here, or it takes one more item of the other side.
        current[j] =
          (left !== undefined && row[j] === true) || (right !== undefined && current[j + 1] === true);
      else if (left !== undefined && right !== undefined)
        current[j] = row[j + 1] === true && meetOnce(left, right);
    }
    row = current;
  }
  return row[0] === true;
}
