import { isSame } from '../canonical-text.js';
import { err, ok, type Result } from '../result.js';
import type { Ceiling, FolderRule, Grant, ManifestMode, Policy, SignInTexts } from './model.js';
import { patternOfRule } from './rule-memo.js';

/** One change to the rules of one folder. */
export type FolderEdit =
  /** A folder without grants of its own first gets a copy of those that it inherits. */
  | { readonly kind: 'add-grant'; readonly grant: Grant; readonly inherited: readonly Grant[] }
  | { readonly kind: 'remove-grant'; readonly grant: Grant }
  | { readonly kind: 'set-grants'; readonly grants: readonly Grant[] }
  | { readonly kind: 'inherit-grants' }
  | { readonly kind: 'add-ceiling'; readonly ceiling: Ceiling }
  | { readonly kind: 'remove-ceiling'; readonly ceiling: Ceiling }
  | {
      readonly kind: 'set-appearance';
      readonly manifest: ManifestMode | null;
      readonly hidden: boolean | null;
      readonly contact: string | null;
    }
  /** Null: those of the folders above count. */
  | { readonly kind: 'set-sign-in'; readonly signIn: SignInTexts | null };

/** Why a change can't be made. `gone`: what it speaks of is no longer there. */
export type FolderEditProblem = 'gone' | 'there-already' | 'managed-as-text';

const emptyRule: Omit<FolderRule, 'pattern'> = {
  grants: null,
  ceilings: [],
  manifest: null,
  hidden: null,
  contact: null,
  managed: null,
  signIn: null,
};

/** A folder's path ('' is the root) as rules write it. */
export function patternOf(folder: string): string {
  return `/${folder.replaceAll(/[*?]/g, String.raw`\$&`)}`;
}

/** The folder's own rule; null: it has none. */
export function findOwnRule(policy: Policy, folder: string): FolderRule | null {
  return (
    policy.folders.find((rule) => {
      const parsed = patternOfRule(rule);
      return parsed.ok && parsed.value.exact === folder;
    }) ?? null
  );
}

/** The policy with one change made to one folder ('' is the root). */
export function editFolder(
  policy: Policy,
  folder: string,
  edit: FolderEdit,
): Result<Policy, FolderEditProblem> {
  const own = findOwnRule(policy, folder);
  const rule = own ?? { ...emptyRule, pattern: patternOf(folder) };
  if (rule.managed === 'text') return err('managed-as-text');
  const edited = editRule(rule, edit);
  if (!edited.ok) return edited;
  const others = policy.folders.filter((other) => other !== own);
  if (isEmpty(edited.value)) return ok({ ...policy, folders: others });
  const folders =
    own === null
      ? [...policy.folders, edited.value]
      : policy.folders.map((other) => (other === own ? edited.value : other));
  return ok({ ...policy, folders });
}

function isEmpty(rule: FolderRule): boolean {
  return (
    rule.grants === null &&
    rule.ceilings.length === 0 &&
    [rule.manifest, rule.hidden, rule.contact, rule.managed, rule.signIn].every((part) => part === null)
  );
}

function editRule(rule: FolderRule, edit: FolderEdit): Result<FolderRule, FolderEditProblem> {
  switch (edit.kind) {
    case 'add-grant': {
      const grants = rule.grants ?? edit.inherited;
      if (grants.some((grant) => isSame(grant, edit.grant))) return err('there-already');
      return ok({ ...rule, grants: [...grants, edit.grant] });
    }
    case 'remove-grant': {
      const index = rule.grants?.findIndex((grant) => isSame(grant, edit.grant)) ?? -1;
      if (rule.grants === null || index === -1) return err('gone');
      return ok({ ...rule, grants: rule.grants.toSpliced(index, 1) });
    }
    case 'set-grants':
      return ok({ ...rule, grants: edit.grants });
    case 'inherit-grants':
      return ok({ ...rule, grants: null });
    case 'add-ceiling':
      if (rule.ceilings.some((ceiling) => isSame(ceiling, edit.ceiling))) return err('there-already');
      return ok({ ...rule, ceilings: [...rule.ceilings, edit.ceiling] });
    case 'remove-ceiling': {
      const index = rule.ceilings.findIndex((ceiling) => isSame(ceiling, edit.ceiling));
      return index === -1 ? err('gone') : ok({ ...rule, ceilings: rule.ceilings.toSpliced(index, 1) });
    }
    case 'set-appearance': {
      const { manifest, hidden, contact } = edit;
      return ok({ ...rule, manifest, hidden, contact });
    }
    case 'set-sign-in':
      return ok({ ...rule, signIn: edit.signIn });
  }
}
