import type { AdminJobStore } from '../core/admin-job.js';
import type { ImageCatalogue } from '../core/image/image-catalogue.js';
import type { Derivatives } from '../core/image/derivatives.js';
import type { ApiKeyStore } from '../core/identity/api-key-store.js';
import type { PasskeyStore } from '../core/identity/passkey-store.js';
import type { AuditLog } from '../core/audit/audit-log.js';
import type { PictureSource } from '../core/picture-source.js';
import type { RoleStore } from '../core/identity/standing.js';
import type { PolicyStore } from '../core/policy/policy-store.js';
import type { LookAtUpkeep } from '../core/upkeep/upkeep.js';
import type { WebDeps } from '../http/web-deps.js';

/** What the account and administration pages use beyond the public routes. */
export interface AdminDeps extends WebDeps {
  readonly policies: PolicyStore;
  readonly roles: RoleStore;
  readonly jobs: AdminJobStore;
  readonly pictures: PictureSource;
  readonly catalogue: ImageCatalogue;
  readonly derivatives: Derivatives;
  readonly audit: AuditLog;
  readonly upkeep: LookAtUpkeep;
  readonly keys: ApiKeyStore;
  readonly passkeyStore: PasskeyStore;
  /** Whether this process has its database and hears of changes. */
  readonly isReady: () => Promise<boolean>;
}
