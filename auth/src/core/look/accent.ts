/** Red, green and blue, 0 to 255. */
type Colour = readonly [number, number, number];

/** A colour as pages use it: for links and buttons, and for what is written on such a button. */
export interface AccentPair {
  readonly accent: string;
  readonly onAccent: string;
}

/** One chosen colour, made readable on light and on dark pages. */
export interface Accent {
  readonly light: AccentPair;
  readonly dark: AccentPair;
}

/** WCAG 2.2, 1.4.3: text against what is behind it. */
export const leastContrast = 4.5;

/** What links stand on, as the style sheet has it; the first is also written on buttons in the other scheme. */
const grounds = {
  light: ['#ffffff', '#f3f1ec'],
  dark: ['#11151b', '#1a2029'],
} as const;

/** Reads `#rrggbb`; null for anything else. */
export function parseColour(text: string): Colour | null {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text);
  if (match === null) return null;
  return [parseInt(match[1] ?? '', 16), parseInt(match[2] ?? '', 16), parseInt(match[3] ?? '', 16)];
}

function formatColour(colour: Colour): string {
  return `#${colour.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
}

function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

/** How far two colours are from each other, 1 to 21 (WCAG 2.2, contrast ratio). */
export function contrast(one: string, other: string): number {
  const [a, b] = [parseColour(one), parseColour(other)].map((colour) =>
    colour === null ? 0 : luminance(colour),
  );
  const [high, low] = [Math.max(a ?? 0, b ?? 0), Math.min(a ?? 0, b ?? 0)];
  return (high + 0.05) / (low + 0.05);
}

const steps = 100;

/** The chosen colour, or the nearest mixture with black (on light) or white (on dark) that can be read. */
function readable(chosen: Colour, scheme: 'light' | 'dark'): string {
  const end = scheme === 'light' ? 0 : 255;
  for (let step = 0; step <= steps; step++) {
    const [red, green, blue] = chosen.map((part) => part + ((end - part) * step) / steps);
    const colour = formatColour([red ?? 0, green ?? 0, blue ?? 0]);
    if (grounds[scheme].every((ground) => contrast(colour, ground) >= leastContrast)) return colour;
  }
  return formatColour([end, end, end]);
}

/** Makes a chosen colour readable in both schemes: as it is where it can be read, else darker or lighter. Null: no colour. */
export function makeAccent(text: string): Accent | null {
  const chosen = parseColour(text);
  if (chosen === null) return null;
  return {
    light: { accent: readable(chosen, 'light'), onAccent: grounds.light[0] },
    dark: { accent: readable(chosen, 'dark'), onAccent: grounds.dark[0] },
  };
}
