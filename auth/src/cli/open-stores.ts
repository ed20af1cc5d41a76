import { takeTurns } from '../system/take-turns.js';
import type { Config } from '../config.js';
import type { AuditLog } from '../core/audit/audit-log.js';
import type { ApiKeyStore } from '../core/identity/api-key-store.js';
import type { RoleStore } from '../core/identity/standing.js';
import type { SecondFactorStore } from '../core/identity/second-factor-store.js';
import type { OneTimeLinkStore } from '../core/identity/one-time-link-store.js';
import type { UserStore } from '../core/identity/user-store.js';
import type { ImageCatalogue } from '../core/image/image-catalogue.js';
import type { ImageFindings } from '../core/image/image-findings.js';
import type { ImageIndex } from '../core/image/image-index.js';
import type { Observe } from '../core/observation.js';
import type { LookStore } from '../core/look/look.js';
import type { PolicyStore } from '../core/policy/policy-store.js';
import type { SettingStore } from '../core/setting-store.js';
import { err, ok, type Result } from '../core/result.js';
import type { SessionStore } from '../core/session/session-store.js';
import type { EpochSeconds } from '../core/time.js';
import { storedPolicies } from '../policy-text/policy-json.js';
import { createDataSource } from '../store/data-source.js';
import { isMigrated, migrate } from '../store/migrate.js';
import { createPostgresApiKeyStore } from '../store/postgres-api-key-store.js';
import { createPostgresAuditLog } from '../store/postgres-audit-log.js';
import { createPostgresImageCatalogue } from '../store/postgres-image-catalogue.js';
import { createPostgresImageFindings } from '../store/postgres-image-findings.js';
import { createPostgresImageIndex } from '../store/postgres-image-index.js';
import { createPostgresLookStore } from '../store/postgres-look-store.js';
import { createPostgresOneTimeLinkStore } from '../store/postgres-one-time-link-store.js';
import { createPostgresPolicyStore } from '../store/postgres-policy-store.js';
import { createPostgresRoleStore } from '../store/postgres-role-store.js';
import { createPostgresSecondFactorStore } from '../store/postgres-second-factor-store.js';
import { createPostgresSessionStore } from '../store/postgres-session-store.js';
import { createPostgresSettingStore } from '../store/postgres-setting-store.js';
import { createPostgresUserStore } from '../store/postgres-user-store.js';

/** Everything that commands keep things in. */
export interface Stores {
  readonly users: UserStore;
  readonly sessions: SessionStore;
  readonly policies: PolicyStore;
  readonly links: OneTimeLinkStore;
  readonly keys: ApiKeyStore;
  readonly secondFactors: SecondFactorStore;
  readonly images: ImageIndex;
  readonly catalogue: ImageCatalogue;
  readonly findings: ImageFindings;
  readonly audit: AuditLog;
  readonly settings: SettingStore;
  readonly looks: LookStore;
  readonly roles: RoleStore;
}

export interface OpenStores {
  readonly stores: Stores;
  /** Names of the migrations that ran. */
  migrate(): Promise<readonly string[]>;
  isMigrated(): Promise<boolean>;
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly now: () => EpochSeconds;
  readonly observe: Observe;
  /** Of the database; tests have one each. */
  readonly schema: string;
}

// The tables tell every replica of what a command writes; inside the command nobody needs to know.
const tellNobody = (): void => undefined;

/** Connects to the database. @returns a sentence where that fails. */
export async function openStores(
  config: Config,
  { now, observe, schema }: OpenOptions,
): Promise<Result<OpenStores, string>> {
  const dataSource = createDataSource(config.databaseUrl.reveal(), {
    schema,
    poolSize: 4,
    statementTimeoutMs: 0,
  });
  try {
    await dataSource.initialize();
  } catch (error) {
    return err(`The database can not be reached (${reasonOf(error)}). Is the stack up? ./scripts/start`);
  }
  return ok({
    stores: {
      users: createPostgresUserStore(dataSource, now, tellNobody),
      sessions: createPostgresSessionStore(dataSource, tellNobody),
      policies: createPostgresPolicyStore(dataSource, {
        read: storedPolicies,
        run: takeTurns,
        now,
        observe,
        tell: tellNobody,
      }),
      links: createPostgresOneTimeLinkStore(dataSource),
      keys: createPostgresApiKeyStore(dataSource, tellNobody),
      secondFactors: createPostgresSecondFactorStore(dataSource),
      images: createPostgresImageIndex(dataSource),
      catalogue: createPostgresImageCatalogue(dataSource, tellNobody),
      findings: createPostgresImageFindings(dataSource),
      audit: createPostgresAuditLog(dataSource),
      settings: createPostgresSettingStore(dataSource),
      looks: createPostgresLookStore(dataSource, now, tellNobody),
      roles: createPostgresRoleStore(dataSource),
    },
    migrate: async () => migrate(dataSource),
    isMigrated: async () => isMigrated(dataSource),
    close: async () => dataSource.destroy(),
  });
}

/** The kind of failure; never the message, which may name the user and host. */
function reasonOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  if (code === '28P01' || code === '28000') return 'it refuses the password';
  if (code === '3D000') return 'it has no database of this name';
  return typeof code === 'string' ? code : 'no answer';
}
