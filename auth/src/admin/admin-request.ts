import type { Context } from 'koa';
import type { AuditEvent } from '../core/audit/event.js';
import type { Standing } from '../core/identity/standing.js';
import type { User } from '../core/identity/user.js';
import type { AdminDeps } from './admin-deps.js';

/** A form's fields; none comes twice. */
export type Form = ReadonlyMap<string, string>;

/** A request of an administrator, manager or auditor: who they are was checked, and of a POST also where the form came from. */
export interface AdminRequest {
  readonly ctx: Context;
  readonly deps: AdminDeps;
  readonly user: User;
  readonly standing: Standing;
  /** Empty for a GET. */
  readonly form: Form;
  /** Parts of the path that the route names, decoded. */
  readonly params: Readonly<Record<string, string>>;
  /** Fields of the address, each once (the first counts). */
  readonly query: ReadonlyMap<string, string>;
}

/** A page or an action of the administration. */
export interface AdminRoute {
  readonly method: 'GET' | 'POST';
  /** As the router writes it, below `/auth/admin`. */
  readonly path: string;
  /**
   * `managers` lets managers of folders in; what they may see and change of it, the handler says. Without it, pages are
   * for administrators and auditors, and forms for administrators only.
   */
  readonly also?: 'managers';
  readonly handle: (request: AdminRequest) => Promise<void>;
  /** Takes a file along, as text or as base64: `multipart/form-data` too. */
  readonly takesFile?: 'utf8' | 'base64';
  /** True for forms that ask for the password again when the sign-in was long ago. */
  readonly isSensitive?: (form: Form) => boolean;
}

/** Remembers what the administrator did. Call it after it is done. */
export async function record(
  { ctx, deps, user }: Pick<AdminRequest, 'ctx' | 'deps' | 'user'>,
  event: AuditEvent,
): Promise<void> {
  await deps.audit.record({
    at: deps.clock(),
    actor: { kind: 'user', name: user.name },
    address: ctx.get('X-Gate-Client') || null,
    event,
  });
}
