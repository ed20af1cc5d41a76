import { isSame } from '../canonical-text.js';
import type { Look } from './look.js';

const words = {
  institution: 'name',
  contact: 'contact',
  legal: 'legal notice',
  privacy: 'privacy',
  accent: 'colour',
  welcome: 'welcome text',
  signIn: 'sign-in text',
  logo: 'logo',
} as const satisfies Readonly<Record<keyof Look, string>>;

const longest = 300;

function sayPart(look: Look, part: keyof Look): string {
  const value = look[part];
  if (value === null) return '–';
  if (typeof value === 'string') return value;
  if (part === 'logo' && look.logo !== null)
    return `${look.logo.hash} (${look.logo.width} × ${look.logo.height})`;
  const text = Object.entries(value)
    .map(([tag, line]) => `${tag}: ${String(line)}`)
    .join('; ');
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** The parts in which two looks differ. */
export function listLookChanges(before: Look, after: Look): readonly (keyof Look)[] {
  const parts = Object.keys(words) as readonly (keyof Look)[];
  return parts.filter((part) => !isSame(before[part], after[part]));
}

/** What was changed of a look, for the audit: only the parts that differ, each by its name. */
export function sayLookChange(
  before: Look,
  after: Look,
): { readonly before: string; readonly after: string } {
  const parts = listLookChanges(before, after);
  const say = (look: Look): string => parts.map((part) => `${words[part]} ${sayPart(look, part)}`).join(', ');
  return { before: say(before), after: say(after) };
}
