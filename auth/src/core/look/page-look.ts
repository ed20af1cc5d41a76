import { makeAccent } from './accent.js';
import { contactAddress } from './check-look.js';
import type { Look } from './look.js';

/** A look as pages show it: addresses instead of bytes. */
export interface PageLook {
  /** The name that stands everywhere. */
  readonly institution: string;
  /** What was entered, and where it leads; null: none. */
  readonly contact: { readonly text: string; readonly href: string } | null;
  readonly legal: string | null;
  readonly privacy: string | null;
  readonly logo: { readonly address: string; readonly width: number; readonly height: number } | null;
  /** The address of the style sheet with the colour; null: ours. */
  readonly style: string | null;
  readonly welcome: Look['welcome'];
  readonly signIn: Look['signIn'];
}

/** Addresses of what belongs to a look, by what they hold: another colour or picture has another address. */
export interface LookAddresses {
  readonly logo: (hash: string) => string;
  readonly style: (accent: string) => string;
}

/** Where everybody finds the published look. */
export const publicAddresses: LookAddresses = {
  logo: (hash) => `/assets/logo-${hash}.png`,
  style: (accent) => `/assets/accent-${accent.slice(1).toLowerCase()}.css`,
};

/**
 * What pages show of a look.
 * @param name of the settings, where the look has none of its own
 */
export function toPageLook(look: Look, name: string, addresses: LookAddresses = publicAddresses): PageLook {
  const href = look.contact === null ? null : contactAddress(look.contact);
  return {
    institution: look.institution ?? name,
    contact: look.contact === null || href === null ? null : { text: look.contact, href },
    legal: look.legal,
    privacy: look.privacy,
    logo:
      look.logo === null
        ? null
        : {
            address: addresses.logo(look.logo.hash),
            width: look.logo.width,
            height: look.logo.height,
          },
    style: look.accent === null ? null : addresses.style(look.accent),
    welcome: look.welcome,
    signIn: look.signIn,
  };
}

/** A style sheet that puts a colour in place of ours. Empty for what is no colour. */
export function accentStyle(colour: string): string {
  const accent = makeAccent(colour);
  if (accent === null) return '';
  const { light, dark } = accent;
  const rule = (scope: string, pair: typeof light): string =>
    `${scope}{--accent:${pair.accent};--on-accent:${pair.onAccent}}`;
  return [
    rule(':root,.as-light', light),
    `@media (prefers-color-scheme:dark){${rule(':root', dark)}}`,
    rule('.as-dark', dark),
    '',
  ].join('\n');
}
