import type { Upkeep } from '../core/upkeep/upkeep.js';

/** What is asked: a path as it goes over the wire, byte for byte. */
export interface Question {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Over plain HTTP. */
  readonly plain?: boolean;
}

/** What came back, nothing followed. */
export interface Reply {
  readonly status: number;
  /** One header, several lines joined by ", "; '' where there is none. */
  readonly header: (name: string) => string;
  readonly cookies: readonly string[];
  readonly text: string;
  readonly certificate: Certificate | null;
}

export interface Certificate {
  /** Seconds since the epoch. */
  readonly validUntil: number;
  /** Null: a browser would trust it; else why not. */
  readonly distrusted: string | null;
}

/** Null: no answer at all. */
export type Ask = (path: string, question?: Question) => Promise<Reply | null>;

/** An image service: paths of its base URI below Image API 2 (Auth 1.0) and 3 (Auth 2.0), where there is one. */
export interface Sample {
  readonly version2: string | null;
  readonly version3: string | null;
}

/** Where people came from lately, and which networks are the stack's own. */
export interface SeenAddresses {
  readonly addresses: readonly string[];
  /** CIDR ranges. */
  readonly ownNetworks: readonly string[];
}

/** Everything that checks look at. */
export interface Scene {
  readonly ask: Ask;
  /** `https://host[:port]` as people know it. */
  readonly origin: string;
  /** True for an installation of ours, whose addresses are known. */
  readonly own: boolean;
  /** An image that nobody may see without signing in. */
  readonly closed: Sample | null;
  /** One that everybody may see. */
  readonly open: Sample | null;
  /** Seconds since the epoch. */
  readonly now: number;
  /** Of this installation; null: another one's, of which nothing is known. */
  readonly upkeep: Upkeep | null;
  /** Left out: of another's installation. */
  readonly seen?: SeenAddresses;
}
