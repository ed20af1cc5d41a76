import type { Readable } from 'node:stream';
import type { Config } from '../config.js';
import type { AuditLog } from '../core/audit/audit-log.js';
import type { PasswordHasher } from '../core/identity/password-hasher.js';
import type { UserStore } from '../core/identity/user-store.js';
import type { OneTimeLinkStore } from '../core/identity/one-time-link-store.js';
import type { FolderDescription } from '../core/iiif/folder-description.js';
import type { Links } from '../core/iiif/links.js';
import type { MediumFacts } from '../core/iiif/medium-facts.js';
import type { ImageIndex } from '../core/image/image-index.js';
import type { ImagePath } from '../core/image/image-path.js';
import type { LiveLook } from '../core/look/look.js';
import type { PageLook } from '../core/look/page-look.js';
import type { Observe } from '../core/observation.js';
import type { CompiledPolicy } from '../core/policy/compile.js';
import type { AccessTokenStore } from '../core/session/access-token-store.js';
import type { SessionStore } from '../core/session/session-store.js';
import type { SessionHash } from '../core/session/session.js';
import type { DemoRecord } from '../demo/demo-record.js';
import type { Soon } from '../core/soon.js';
import type { FormGuard } from './csrf.js';
import type { Passkeys } from './passkeys.js';
import type { SecondFactors } from './second-factors.js';
import type { SessionEnd } from './ended-sessions.js';
import type { RecentRefusals } from './recent-refusals.js';
import type { SignIn } from './sign-in.js';
import type { SignInTickets } from './sign-in-ticket.js';
import type { VisitorDeps } from './visitor.js';

/** PORT: the running policy, compiled. Before the first one was published, or when it can't be read: everything closed. */
export interface RunningPolicy {
  current(): Soon<CompiledPolicy>;
}

/** PORT: the administrator's own manifests. */
export interface ManifestFiles {
  /** The file's text; null: there is none. `path` is a checked path below MANIFEST_DIR, without `.json`. */
  read(path: string): Promise<string | null>;
}

/** PORT: the hosted viewer's program. */
export interface ViewerFiles {
  /** Null: this build comes without it. */
  script(): Promise<string | null>;
}

/** An original that was opened. `close`, or a stream that was read or destroyed, lets go of it. */
export interface OriginalFile {
  /** Bytes. */
  readonly size: number;
  readonly modified: Date;
  /** Changes whenever the file does: letters, digits and `-`. */
  readonly version: string;
  /** Bytes `first` to `last`, both included. */
  read(first: number, last: number): Readable;
  close(): Promise<void>;
}

/** PORT: files as they lie in the image folders, by the same paths as images. */
export interface OriginalFiles {
  /** Null: there is none. Never anything outside the image folders. */
  open(path: ImagePath): Promise<OriginalFile | null>;
}

/** PORT: what lies in a folder beside its images. */
export interface FolderContents {
  /** What people wrote of it. */
  describe(folder: ImagePath): Promise<FolderDescription>;
  /** Names of the files directly in it, unsorted. */
  names(folder: ImagePath | ''): Promise<readonly string[]>;
  /** Names of the folders directly in it, unsorted. */
  folders(folder: ImagePath | ''): Promise<readonly string[]>;
  /** How long and how large a recording is; null: nobody can tell. */
  medium(path: ImagePath): Promise<MediumFacts | null>;
}

/** Everything that public routes use, each taking what it needs by `Pick`. */
export interface WebDeps extends VisitorDeps {
  readonly config: Config;
  readonly links: Links;
  /** What pages show of the institution, as it is now. */
  readonly look: () => PageLook;
  readonly liveLook: LiveLook;
  readonly policy: RunningPolicy;
  readonly images: ImageIndex;
  readonly manifests: ManifestFiles;
  readonly viewer: ViewerFiles;
  readonly files: OriginalFiles;
  readonly contents: FolderContents;
  /** What the demo added; null: it is not loaded. */
  readonly demo: () => Promise<DemoRecord | null>;
  /** Queues a scan of a folder in which an unknown file was asked for. */
  readonly requestScan: (folder: string) => void;
  readonly users: UserStore;
  readonly hasher: PasswordHasher;
  readonly sessions: SessionStore;
  /** What became of a session that is not alive. */
  readonly endOf: (hash: SessionHash) => Promise<SessionEnd>;
  readonly refusals: RecentRefusals;
  readonly tokens: AccessTokenStore;
  readonly oneTimeLinks: OneTimeLinkStore;
  readonly signIn: SignIn;
  readonly tickets: SignInTickets;
  readonly secondFactors: SecondFactors;
  readonly passkeys: Passkeys;
  readonly formGuard: FormGuard;
  readonly audit: AuditLog;
  /** A new 256-bit id, base64url, 43 characters. */
  readonly newId: () => string;
  readonly observe: Observe;
}
