import { storedPolicies } from '../../src/policy-text/policy-json.js';
import { takeTurns } from '../../src/system/take-turns.js';
import { afterAll, beforeAll, beforeEach, describe } from '@jest/globals';
import type { AuditLog } from '../../src/core/audit/audit-log.js';
import type { OneTimeLinkStore } from '../../src/core/identity/one-time-link-store.js';
import type { SignInFailureStore } from '../../src/core/identity/sign-in-failure-store.js';
import type { UserStore } from '../../src/core/identity/user-store.js';
import type { AccessTokenStore } from '../../src/core/session/access-token-store.js';
import type { SessionStore } from '../../src/core/session/session-store.js';
import type { SettingStore } from '../../src/core/setting-store.js';
import { createPostgresAccessTokenStore } from '../../src/store/postgres-access-token-store.js';
import { createPostgresAuditLog } from '../../src/store/postgres-audit-log.js';
import { createPostgresOneTimeLinkStore } from '../../src/store/postgres-one-time-link-store.js';
import {
  createPostgresPolicyStore,
  type NumberedPolicyStore,
} from '../../src/store/postgres-policy-store.js';
import { createPostgresSessionStore } from '../../src/store/postgres-session-store.js';
import { createPostgresSettingStore } from '../../src/store/postgres-setting-store.js';
import { createPostgresSignInFailureStore } from '../../src/store/postgres-sign-in-failure-store.js';
import { createPostgresUserStore } from '../../src/store/postgres-user-store.js';
import { createMemoryAuditLog } from '../support/memory-audit-log.js';
import { createMemoryOneTimeLinkStore } from '../support/memory-one-time-link-store.js';
import { createMemoryPolicyStore } from '../support/memory-policy-store.js';
import { createMemorySessionStores } from '../support/memory-session-store.js';
import { createMemorySettingStore } from '../support/memory-setting-store.js';
import { createMemorySignInFailureStore } from '../support/memory-sign-in-failure-store.js';
import { createMemoryUserStore } from '../support/memory-user-store.js';
import { start } from '../support/store-fixtures.js';
import { openTestDatabase, type TestDatabase } from '../support/test-database.js';

/** One of each, empty, working together. */
export interface Stores {
  readonly users: UserStore;
  readonly sessions: SessionStore;
  readonly tokens: AccessTokenStore;
  readonly policies: NumberedPolicyStore;
  readonly settings: SettingStore;
  readonly links: OneTimeLinkStore;
  readonly failures: SignInFailureStore;
  readonly audit: AuditLog;
}

function now(): typeof start {
  return start;
}

function ignore(): void {
  // Nobody listens here.
}

/** The stores on a database, as the program makes them. */
export function createPostgresStores({ dataSource }: TestDatabase): Stores {
  return {
    users: createPostgresUserStore(dataSource, now, ignore),
    sessions: createPostgresSessionStore(dataSource, ignore),
    tokens: createPostgresAccessTokenStore(dataSource, ignore),
    policies: createPostgresPolicyStore(dataSource, {
      read: storedPolicies,
      run: takeTurns,
      now,
      observe: ignore,
      tell: ignore,
    }),
    settings: createPostgresSettingStore(dataSource),
    links: createPostgresOneTimeLinkStore(dataSource),
    failures: createPostgresSignInFailureStore(dataSource),
    audit: createPostgresAuditLog(dataSource),
  };
}

function createMemoryStores(): Stores {
  const { sessions, tokens } = createMemorySessionStores();
  return {
    users: createMemoryUserStore(now, async (id) => sessions.endAllOf(id)),
    sessions,
    tokens,
    policies: createMemoryPolicyStore(now),
    settings: createMemorySettingStore(),
    links: createMemoryOneTimeLinkStore(),
    failures: createMemorySignInFailureStore(),
    audit: createMemoryAuditLog(),
  };
}

/** Runs a suite against the implementations in memory and in PostgreSQL. `stores()` gives empty ones in each test. */
export function describeStores(name: string, suite: (stores: () => Stores) => void): void {
  describe(`${name} in memory`, () => {
    let stores: Stores;
    beforeEach(() => {
      stores = createMemoryStores();
    });
    suite(() => stores);
  });

  describe(`${name} in PostgreSQL`, () => {
    let database: TestDatabase;
    let stores: Stores;
    beforeAll(async () => {
      database = await openTestDatabase();
      stores = createPostgresStores(database);
    });
    beforeEach(async () => database.empty());
    afterAll(async () => database.close());
    suite(() => stores);
  });
}
