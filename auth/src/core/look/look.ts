import type { EpochSeconds } from '../time.js';

/** A text per language tag. */
type Texts = Readonly<Record<string, string>>;

/** A picture that was taken apart and written anew (system/rewrite-png.ts): nothing of the file but its pixels. */
export interface Logo {
  readonly width: number;
  readonly height: number;
  /** The PNG, base64. */
  readonly bytes: string;
  /** 16 letters, digits, `-` and `_`; another picture has others. */
  readonly hash: string;
}

/** What is this institution's own on the pages that visitors see. Null: ours, or nothing. */
export interface Look {
  readonly institution: string | null;
  /** A mail address or an http(s) address. */
  readonly contact: string | null;
  readonly legal: string | null;
  readonly privacy: string | null;
  /** `#rrggbb`, as it was chosen. */
  readonly accent: string | null;
  /** In place of the first paragraph of the welcome page. */
  readonly welcome: Texts | null;
  /** Below the first paragraph of the sign-in. */
  readonly signIn: Texts | null;
  readonly logo: Logo | null;
}

/** The look of an installation that nobody gave one. */
export const plainLook: Look = {
  institution: null,
  contact: null,
  legal: null,
  privacy: null,
  accent: null,
  welcome: null,
  signIn: null,
  logo: null,
};

/** A published look; the one with the highest number counts. */
export interface LookVersion {
  readonly number: number;
  readonly look: Look;
  readonly by: string;
  readonly at: EpochSeconds;
}

/** PORT: the look of the installation, and those before it. */
export interface LookStore {
  /** Null: none was ever published. */
  current(): Promise<LookVersion | null>;
  /** Publishes `look` if `basedOn` is still the number that counts (0: none yet); null: somebody else was first. */
  publish(look: Look, basedOn: number, by: string): Promise<LookVersion | null>;
}

/** PORT: the published look, at hand. */
export interface LiveLook {
  /** As this process last read it: a moment old at most while the change feed is there. It decides nothing. */
  now(): Look;
  /** Reads it anew. Does not throw: what was read before stays. */
  reload(): Promise<void>;
}
