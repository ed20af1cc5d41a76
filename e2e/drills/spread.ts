/** Measured times in milliseconds, by what was measured. */
export class Spread {
  readonly #taken = new Map<string, number[]>();

  add(name: string, ...milliseconds: readonly number[]): void {
    this.#taken.set(name, [...(this.#taken.get(name) ?? []), ...milliseconds]);
  }

  addAll(other: Spread): void {
    for (const [name, taken] of other.#taken) this.add(name, ...taken);
  }

  summary(): string {
    return say([...this.#taken.values()].flat());
  }

  /** A line for each name, and one for all together. */
  table(): string[] {
    return [...[...this.#taken].map(([name, taken]) => `${name}: ${say(taken)}`), `all: ${this.summary()}`];
  }
}

function say(taken: readonly number[]): string {
  if (taken.length === 0) return 'no tries';
  const sorted = [...taken].sort((a, b) => a - b);
  const at = (share: number): string =>
    (sorted[Math.ceil(share * sorted.length) - 1] ?? sorted[0] ?? 0).toFixed(0);
  return `${sorted.length} tries, min ${at(0)}, median ${at(0.5)}, p90 ${at(0.9)}, max ${at(1)} ms`;
}
