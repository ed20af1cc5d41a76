import type { AccessToken, AccessTokenHash } from '../../src/core/session/access-token.js';
import type { Session, SessionHash } from '../../src/core/session/session.js';
import type { ViewerOrigin } from '../../src/core/session/viewer-origin.js';
import type { ImageFacts } from '../../src/core/image/image-facts.js';
import type { ImagePath } from '../../src/core/image/image-path.js';
import type { Policy } from '../../src/core/policy/model.js';
import { epochSeconds, type EpochSeconds } from '../../src/core/time.js';

/** When every test of a store begins. */
export const start = epochSeconds(1_800_000_000.25);

/** That long after the start. */
export function later(seconds: number): EpochSeconds {
  return epochSeconds(start + seconds);
}

/** A content session of nobody, changed as wished. */
export function someSession(name: string, values: Partial<Session> = {}): Session {
  return {
    hash: name as SessionHash,
    kind: 'content',
    user: null,
    origins: ['https://viewer.example' as ViewerOrigin],
    agreements: { terms: { version: 2, at: start } },
    createdAt: start,
    lastSeenAt: start,
    secondFactor: false,
    address: '2001:db8::7',
    userAgent: 'Mozilla/5.0 "x" \\ {}',
    ...values,
  };
}

/** A 1.0 token of a session, good for an hour. */
export function someToken(name: string, session: string, values: Partial<AccessToken> = {}): AccessToken {
  return {
    hash: name as AccessTokenHash,
    session: session as SessionHash,
    origin: 'https://viewer.example' as ViewerOrigin,
    protocol: 1,
    expiresAt: later(3600),
    ...values,
  };
}

/** An image of the administrator's. */
export function someImage(path: string, values: Partial<ImageFacts> = {}): ImageFacts {
  return {
    path: path as ImagePath,
    width: 6000,
    height: 8000,
    levels: 6,
    tileWidth: 512,
    tileHeight: 512,
    format: 'jp2',
    version: '18f-2a-1',
    root: 'images',
    ...values,
  };
}

/** A policy that says nothing but its time zone. */
export function somePolicy(timezone: string): Policy {
  return { version: 1, timezone, tiers: [], places: [], agreements: [], folders: [] };
}
