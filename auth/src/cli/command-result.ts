/** How a command ended: done (exit 0) or refused with every problem (exit 1). Wrong usage (exit 2) never gets this far. */
export type CommandResult =
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

export const done: CommandResult = { kind: 'done' };

/** A refusal; each problem is a sentence that says what is wrong and how to mend it. */
export function refused(...problems: readonly string[]): CommandResult {
  return { kind: 'refused', problems };
}

/** Refused if there is any problem, else done. */
export function doneUnless(problems: readonly string[]): CommandResult {
  return problems.length === 0 ? done : refused(...problems);
}
