import { makeAccent } from './accent.js';

/** What had to be done to a colour so that it can be read; empty: nothing. */
export function sayAccent(colour: string): readonly string[] {
  const accent = makeAccent(colour);
  if (accent === null) return [];
  const chosen = colour.toLowerCase();
  const say = (shown: string, pages: string, change: string): readonly string[] =>
    shown === chosen
      ? []
      : [
          `On ${pages} pages ${chosen} could not be read (WCAG asks for 4.5:1), so it is ${change} to ${shown} there.`,
        ];
  return [...say(accent.light.accent, 'light', 'darkened'), ...say(accent.dark.accent, 'dark', 'lightened')];
}
