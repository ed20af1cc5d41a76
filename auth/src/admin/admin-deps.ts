import type { AdminJobStore } from '../core/admin-job.js';
import type { ImageCatalogue } from '../core/image/image-catalogue.js';
import type { ImageFindings } from '../core/image/image-findings.js';
import type { Derivatives } from '../core/image/derivatives.js';
import type { Mailer } from '../core/identity/mailer.js';
import type { SignInFailureStore } from '../core/identity/sign-in-failure-store.js';
import type { IsBreached } from '../core/identity/password-rules.js';
import type { PasskeyStore } from '../core/identity/passkey-store.js';
import type { AuditLog } from '../core/audit/audit-log.js';
import type { PictureSource } from '../core/picture-source.js';
import type { ApiKeyStore } from '../core/identity/api-key-store.js';
import type { RoleStore } from '../core/identity/standing.js';
import type { RefusalCountStore } from '../core/refusal-count.js';
import type { LookStore } from '../core/look/look.js';
import type { SettingStore } from '../core/setting-store.js';
import type { PublicTiers } from '../core/policy/public-tiers.js';
import type { PolicyStore } from '../core/policy/policy-store.js';
import type { LookAtUpkeep } from '../core/upkeep/upkeep.js';
import type { Examination } from '../doctor/examination.js';
import type { WebDeps } from '../http/web-deps.js';

/** What the account and administration pages use beyond the public routes. */
export interface AdminDeps extends WebDeps {
  readonly policies: PolicyStore;
  readonly roles: RoleStore;
  readonly jobs: AdminJobStore;
  /** Null: not counted yet. */
  readonly publicTiers: () => Promise<PublicTiers | null>;
  readonly refusalCounts: RefusalCountStore;
  readonly settings: SettingStore;
  readonly looks: LookStore;
  readonly pictures: PictureSource;
  readonly catalogue: ImageCatalogue;
  readonly findings: ImageFindings;
  readonly derivatives: Derivatives;
  readonly audit: AuditLog;
  readonly upkeep: LookAtUpkeep;
  readonly failures: SignInFailureStore;
  /** Null: this installation sends no mail. */
  readonly mailer: Mailer | null;
  /** Takes on work that goes on after the answer; a failure is logged. */
  readonly afterAnswer: (work: Promise<void>, requestId: string) => void;
  readonly keys: ApiKeyStore;
  readonly isBreached: IsBreached;
  readonly passkeyStore: PasskeyStore;
  /** Has the doctor examine this installation. Takes seconds. */
  readonly examine: () => Promise<Examination>;
  /** Whether this process has its database and hears of changes. */
  readonly isReady: () => Promise<boolean>;
}
