/** The word that somebody most likely meant, by their letters and digits alone; null: none is near. */
export function closestWord(written: string, words: readonly string[]): string | null {
  const plain = plainOf(written);
  const near = words
    .map((word) => ({ word, distance: countChanges(plain, plainOf(word)) }))
    .toSorted((a, b) => a.distance - b.distance)[0];
  return near !== undefined && near.distance <= 2 && near.distance <= plain.length / 2 ? near.word : null;
}

function plainOf(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .slice(0, 64);
}

/** Letters to add, take away or replace (Levenshtein). */
function countChanges(from: string, to: string): number {
  let costs = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [row, letter] of from.split('').entries()) {
    const next = [row + 1];
    for (let column = 1; column <= to.length; column += 1)
      next.push(
        Math.min(
          (costs[column] ?? 0) + 1,
          (next[column - 1] ?? 0) + 1,
          (costs[column - 1] ?? 0) + (to[column - 1] === letter ? 0 : 1),
        ),
      );
    costs = next;
  }
  return costs[to.length] ?? 0;
}
