import type { IncomingHttpHeaders } from 'node:http';
import { type Acceptances, joinAcceptances } from '../core/identity/acceptance.js';
import { type ApiKeyHash, isInKeyFolder, type LiveApiKey, readApiKey } from '../core/identity/api-key.js';
import type { LiveApiKeys } from '../core/identity/api-key-store.js';
import type { Visitor } from '../core/policy/visitor.js';
import type { AccessTokenHash } from '../core/session/access-token.js';
import type { Digest } from '../core/session/digest.js';
import type { LiveSession, LiveSessions, LiveTokens } from '../core/session/live-sessions.js';
import type { SessionHash } from '../core/session/session.js';
import { soon, type Soon } from '../core/soon.js';
import type { EpochSeconds } from '../core/time.js';

/** The cookie that opens pictures and the token page, and nothing else. */
export const contentCookie = '__Host-gatehouse';

/** What is needed to tell who is asking. */
export interface VisitorDeps {
  readonly digest: Digest;
  readonly liveSessions: LiveSessions;
  readonly liveTokens: LiveTokens;
  readonly liveKeys: LiveApiKeys;
  readonly clock: () => EpochSeconds;
}

/** What a request shows of whoever sent it. */
export interface Credentials {
  /** The content cookie's value, if it has the shape of one. */
  readonly cookie: string | null;
  readonly bearer: string | null;
  /** A script's key, under its own scheme. */
  readonly key: string | null;
  /** From the one private header that the proxy always sets. */
  readonly address: string | null;
}

const secretShape = /^[\w-]{43}$/;

/** The first cookie of that name. Looked for, not split: browsers bring everybody else's cookies along with each tile. */
function cookieValue(header: string | undefined, name: string): string | null {
  if (header === undefined) return null;
  const wanted = `${name}=`;
  for (let at = header.indexOf(wanted); at !== -1; at = header.indexOf(wanted, at + 1)) {
    const before = header.slice(0, at).trimEnd();
    if (before !== '' && !before.endsWith(';')) continue;
    const end = header.indexOf(';', at);
    const value = header.slice(at + wanted.length, end === -1 ? undefined : end).trim();
    return secretShape.test(value) ? value : null;
  }
  return null;
}

/** Reads the credentials of a request; anything misshapen counts as absent (A1-4B), never as an error. */
export function readCredentials(headers: IncomingHttpHeaders): Credentials {
  const bearer = /^Bearer +([\w-]{43}) *$/i.exec(headers.authorization ?? '')?.[1] ?? null;
  // An address of the stack's own networks is the engine's gateway or a container: it is no place (contract 4).
  const own = headers['x-gate-own-network'] === '1';
  const client = own ? '' : headers['x-gate-client'];
  return {
    cookie: cookieValue(headers.cookie, contentCookie),
    bearer,
    key: readApiKey(headers.authorization ?? ''),
    address: typeof client === 'string' && client !== '' ? client : null,
  };
}

function visitorOf(live: LiveSession | null, address: string | null): Visitor {
  const user = live?.user ?? null;
  return {
    user: user === null ? null : { name: user.name, groups: user.groups },
    address,
    agreements: acceptedBy(live),
  };
}

/** What a session counts as having agreed to: its own where nobody signed in, else also what the account holds. */
export function acceptedBy(live: LiveSession | null): Acceptances {
  if (live === null) return {};
  const { session, user } = live;
  return user === null ? session.agreements : joinAcceptances(user.agreements, session.agreements);
}

/** The session behind a cookie's value; null for none. */
export function sessionOf(
  deps: Pick<VisitorDeps, 'digest' | 'liveSessions'>,
  cookie: string | null,
): Soon<LiveSession | null> {
  if (cookie === null) return null;
  return soon(deps.liveSessions.find(deps.digest.sha256(cookie) as SessionHash), (live) =>
    live?.session.kind === 'content' ? live : null,
  );
}

async function sessionOfToken(
  deps: VisitorDeps,
  bearer: string | null,
  protocol: 1 | 2,
): Promise<LiveSession | null> {
  if (bearer === null) return null;
  const token = await deps.liveTokens.find(deps.digest.sha256(bearer) as AccessTokenHash);
  if (token === null || token.protocol !== protocol || token.expiresAt <= deps.clock()) return null;
  return deps.liveSessions.find(token.session);
}

/** The key behind what was sent, if it counts for this path; one that doesn't is as good as none. */
function keyFor(deps: VisitorDeps, key: string | null, path: string): Soon<LiveApiKey | null> {
  if (key === null) return null;
  return soon(deps.liveKeys.find(deps.digest.sha256(key) as ApiKeyHash), (live) =>
    live !== null && isInKeyFolder(live.key, path) ? live : null,
  );
}

/** A key's user, who agreed to nothing: only people can. */
function keyVisitor({ user }: LiveApiKey, address: string | null): Visitor {
  return { user: { name: user.name, groups: user.groups }, address, agreements: {} };
}

/**
 * Who asks for pixels or files at a path below the image folder: by key, else by cookie, and by address. IIIF tokens
 * never open pixels (A1-70, contract 3).
 */
export function contentVisitor(deps: VisitorDeps, credentials: Credentials, path: string): Soon<Visitor> {
  return soon(keyFor(deps, credentials.key, path), (key) => {
    if (key !== null) return keyVisitor(key, credentials.address);
    return soon(sessionOf(deps, credentials.cookie), (live) => visitorOf(live, credentials.address));
  });
}

/**
 * Who asks for a description: a valid token's session, else the cookie's; a bad token never hides a good cookie
 * (A1-6E). A key counts where the description is of something below its folder (`path`; null: of no path).
 */
export async function descriptionVisitor(
  deps: VisitorDeps,
  credentials: Credentials,
  protocol: 1 | 2,
  path: string | null = null,
): Promise<Visitor> {
  const key = path === null ? null : await keyFor(deps, credentials.key, path);
  if (key !== null) return keyVisitor(key, credentials.address);
  const byToken = await sessionOfToken(deps, credentials.bearer, protocol);
  return visitorOf(byToken ?? (await sessionOf(deps, credentials.cookie)), credentials.address);
}

/** Who asks a probe: by the token's session and the address together, never by a cookie (A2-34, spec-checklist 6.1.9). */
export async function probeVisitor(deps: VisitorDeps, credentials: Credentials): Promise<Visitor> {
  return visitorOf(await sessionOfToken(deps, credentials.bearer, 2), credentials.address);
}
