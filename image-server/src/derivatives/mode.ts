/** When derivatives are made: never; where nothing else can show a file; for what is asked for often too; for all it helps. */
export const derivativeModes = ['off', 'needed', 'hot', 'all'] as const;
export type DerivativeMode = (typeof derivativeModes)[number];

/** Whether a word is one of the modes. */
export function isDerivativeMode(word: string): word is DerivativeMode {
  return (derivativeModes as readonly string[]).includes(word);
}
