/** Long work that can be left and gone on with; whoever runs it decides what happens in between. */
export type Stepwise<T> = Generator<undefined, T, undefined>;

/** Runs it in one go. */
export function atOnce<T>(work: Stepwise<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

/** Every so many items of a list, the work can be left. */
export function* inSteps<T>(items: readonly T[], use: (item: T, index: number) => void): Stepwise<void> {
  for (const [index, item] of items.entries()) {
    if (index % 100 === 99) yield undefined;
    use(item, index);
  }
}
