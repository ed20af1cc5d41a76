import type Koa from 'koa';
import session from 'koa-session';
import type { Digest } from '../../core/session/digest.js';
import type { SessionStore } from '../../core/session/session-store.js';
import type { Session, SessionHash, SessionKind, SessionLife } from '../../core/session/session.js';
import { isSessionAlive } from '../../core/session/session.js';
import type { EpochSeconds } from '../../core/time.js';
import { epochSeconds } from '../../core/time.js';

/**
 * Lives of both kinds: readers look at one picture for long; administrators are asked again sooner. A browser in which
 * nobody signed in and something was accepted is remembered for 90 days, so that an agreement can be valid that long
 * (docs/rules.md); such a session says nothing about the person.
 */
export const sessionLives: Readonly<Record<SessionKind, SessionLife>> = {
  content: { idleSeconds: 2 * 3_600, absoluteSeconds: 12 * 3_600, agreedSeconds: 90 * 86_400 },
  account: { idleSeconds: 30 * 60, absoluteSeconds: 8 * 3_600, agreedSeconds: 0 },
};

const touchAfterSeconds = 60;

/** The cookie of the account and administration pages: strict, and good for nothing else. */
export const accountCookie = '__Host-gatehouse-account';

/** What handlers read and write as `ctx.session`; the rest of a stored session is put beside it here. */
export type SessionFields = Pick<Session, 'user' | 'origins' | 'agreements' | 'secondFactor'>;

interface CookieProfile {
  readonly kind: SessionKind;
  readonly name: string;
  /** `none` for the content cookie: viewers on other sites load tiles with it (A1-3D). Never partitioned. */
  readonly sameSite: 'none' | 'strict';
}

export interface SessionMiddlewareDeps {
  readonly sessions: SessionStore;
  readonly digest: Digest;
  readonly newId: () => string;
  readonly clock: () => EpochSeconds;
}

function bridge(deps: SessionMiddlewareDeps, kind: SessionKind): object {
  const hashOf = (key: string): SessionHash => deps.digest.sha256(key) as SessionHash;
  const loaded = new WeakMap<object, SessionHash>();
  return {
    get: async (
      key: string,
      _maxAge: unknown,
      { ctx }: { ctx: Koa.Context },
    ): Promise<SessionFields | undefined> => {
      const found = await deps.sessions.find(hashOf(key));
      if (found === null || found.kind !== kind || !isSessionAlive(found, sessionLives[kind], deps.clock()))
        return undefined;
      loaded.set(ctx.req, found.hash);
      // Being here counts as being seen; written at most once a minute.
      if (deps.clock() - found.lastSeenAt >= touchAfterSeconds)
        await deps.sessions.touch([found.hash], deps.clock());
      const { user, origins, agreements, secondFactor } = found;
      return { user, origins, agreements, secondFactor };
    },
    set: async (
      key: string,
      fields: Partial<SessionFields>,
      _maxAge: unknown,
      { ctx }: { ctx: Koa.Context },
    ): Promise<void> => {
      const hash = hashOf(key);
      const now = deps.clock();
      const known = await deps.sessions.find(hash);
      // Ended by another tab or an administrator while this request ran: it stays ended.
      if (known === null && loaded.get(ctx.req) === hash) return;
      const isNobody = (fields.user ?? null) === null;
      await deps.sessions.save({
        hash,
        kind,
        user: fields.user ?? null,
        origins: fields.origins ?? [],
        agreements: fields.agreements ?? {},
        secondFactor: fields.secondFactor ?? false,
        createdAt: known?.createdAt ?? now,
        lastSeenAt: epochSeconds(Math.max(now, known?.lastSeenAt ?? now)),
        // Of whoever did not sign in nothing is kept that could tell who it was.
        address: isNobody ? null : ctx.get('X-Gate-Client') || null,
        userAgent: isNobody ? null : ctx.get('User-Agent').slice(0, 200) || null,
      });
    },
    destroy: async (key: string): Promise<void> => {
      await deps.sessions.end(hashOf(key));
    },
  };
}

/** The cookie lives as long as its session may. */
function cookieSeconds(kind: SessionKind, { user = null, agreements = {} }: Partial<SessionFields>): number {
  const { absoluteSeconds, agreedSeconds } = sessionLives[kind];
  const onlyAgreed = user === null && Object.keys(agreements).length > 0;
  return onlyAgreed ? Math.max(absoluteSeconds, agreedSeconds) : absoluteSeconds;
}

/**
 * koa-session over our store: 256-bit ids in the cookie, only their hashes stored, nothing else in the cookie.
 * Call `regenerate` at sign-in for a new id.
 */
export function sessionMiddleware(
  app: Koa,
  deps: SessionMiddlewareDeps,
  cookie: CookieProfile,
): Koa.Middleware {
  return session(
    {
      key: cookie.name,
      store: bridge(deps, cookie.kind) as never,
      genid: deps.newId,
      signed: false,
      httpOnly: true,
      secure: true,
      sameSite: cookie.sameSite,
      path: '/',
      overwrite: true,
      renew: false,
      rolling: false,
      maxAge: sessionLives[cookie.kind].absoluteSeconds * 1_000,
      beforeSave: (ctx: { sessionOptions: { maxAge: number } }, fields: Partial<SessionFields>) => {
        ctx.sessionOptions.maxAge = cookieSeconds(cookie.kind, fields) * 1_000;
      },
    } as never,
    app,
  );
}

interface SessionContext {
  session: (Partial<SessionFields> & { regenerate(): Promise<void> }) | null;
}

function holder(ctx: Koa.Context): SessionContext {
  return ctx as unknown as SessionContext;
}

/** What is kept for this browser; empty for a new one. */
export function sessionFields(ctx: Koa.Context): Partial<SessionFields> {
  return holder(ctx).session ?? {};
}

/** Replaces the fields and gives the browser a new id: at every sign-in (ASVS 7.2.4). */
export async function renewSession(ctx: Koa.Context, fields: SessionFields): Promise<void> {
  holder(ctx).session = fields as SessionFields & { regenerate(): Promise<void> };
  await holder(ctx).session?.regenerate();
}

/** Changes single fields of the session, under its id. */
export function changeSession(ctx: Koa.Context, fields: Partial<SessionFields>): void {
  Object.assign(holder(ctx).session ?? {}, fields);
}

/** Ends the session on the server and expires the cookie; does no harm when there is none. */
export function endSession(ctx: Koa.Context): void {
  holder(ctx).session = null;
}
