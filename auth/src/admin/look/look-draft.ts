import { type Look, type LookVersion, plainLook } from '../../core/look/look.js';
import { type PageLook, publicAddresses, toPageLook } from '../../core/look/page-look.js';
import type { AdminRequest } from '../admin-request.js';

/** What one administrator has in hand: nobody else sees it, and no visitor. */
export interface LookDraft {
  /** The number of the look that it changes; 0: there was none. */
  readonly basedOn: number;
  readonly look: Look;
}

type Asking = Pick<AdminRequest, 'deps' | 'user'>;

const keyOf = ({ user }: Asking): string => `look-draft:${user.id}`;

/** Null: nothing is in hand. */
export async function findDraft(request: Asking): Promise<LookDraft | null> {
  const stored = (await request.deps.settings.find(keyOf(request))) as Partial<LookDraft> | undefined;
  if (typeof stored?.basedOn !== 'number' || stored.look === undefined) return null;
  return { basedOn: stored.basedOn, look: { ...plainLook, ...stored.look } };
}

export async function saveDraft(request: Asking, draft: LookDraft): Promise<void> {
  await request.deps.settings.save(keyOf(request), draft);
}

export async function dropDraft(request: Asking): Promise<void> {
  await request.deps.settings.delete(keyOf(request));
}

/** The published look, read from the store: it is about to be changed. */
export async function readLook({
  deps,
}: Asking): Promise<Pick<LookVersion, 'number' | 'look'> & { readonly version: LookVersion | null }> {
  const version = await deps.looks.current();
  return { number: version?.number ?? 0, look: version?.look ?? plainLook, version };
}

/** A draft as its administrator's pages show it. */
export function draftPageLook({ deps }: Asking, look: Look): PageLook {
  return toPageLook(look, deps.config.institution, {
    ...publicAddresses,
    logo: (hash) => `/auth/admin/look/logo?of=${hash}`,
  });
}
