import { readEdit } from '../../admin/folders/read-edit.js';
import { editFolder, findOwnRule, type FolderEdit } from '../../core/policy/edit-folder.js';
import { compilePolicy } from '../../core/policy/compile.js';
import { findEffectiveAccess } from '../../core/policy/effective-access.js';
import type { Policy } from '../../core/policy/model.js';
import { validatePolicy } from '../../core/policy/validate-policy.js';
import { findRules, nearest } from '../../core/policy/walk.js';
import { readFolderName } from '../../core/image/read-folder.js';
import { listUsersNamed } from '../../admin/rules/named-users.js';
import { formatKey } from '../../policy-text/policy-problem.js';
import type { Work } from '../cli.js';
import { refused, type CommandResult } from '../command-result.js';
import { publishPolicy } from '../policy/publish.js';

/** What every change of a folder may be told. */
export interface FolderOptions {
  readonly yes?: boolean;
  readonly note?: string;
}

/** The running rules; none are like rules without a folder. */
export async function runningPolicy({ stores, config }: Work): Promise<Policy> {
  const none = { version: 1, tiers: [], places: [], agreements: [], folders: [] } as const;
  return (await stores.policies.current())?.policy ?? { ...none, timezone: config.timeZone };
}

const refusals = {
  gone: 'There is no such grant or limit at this folder itself. See: gatehouse folder show PATH',
  'there-already': 'This is there already.',
  'managed-as-text': 'The rules of this folder are managed as text: gatehouse policy export, apply',
} as const;

/**
 * Changes the rules of one folder by the fields of a form of the folder's page, through the same code; shows what would
 * change, and publishes what opens nothing, or what is meant.
 * @param remove takes away what the fields describe
 */
export async function changeFolder(
  work: Work,
  path: string,
  fields: Readonly<Record<string, string | undefined>>,
  { yes, note, remove = false }: FolderOptions & { readonly remove?: boolean },
): Promise<CommandResult> {
  const { users } = work.stores;
  const folder = readFolderName(path);
  if (!folder.ok) return refused(folder.error);
  const policy = await runningPolicy(work);
  const compiled = compilePolicy(policy);
  if (nearest(findRules(compiled, folder.value, 'folder'), (rule) => rule.managed) === 'text')
    return refused(refusals['managed-as-text']);
  const own = findOwnRule(policy, folder.value);
  const form = new Map(
    Object.entries(fields).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
  const read = readEdit(form, {
    policy,
    inherited: findEffectiveAccess(compiled, folder.value, work.now()).grants,
    own: { grants: own?.grants ?? [], ceilings: own?.ceilings ?? [] },
    language: work.config.defaultLanguage,
  });
  if (!read.ok) return refused(...read.error);
  const edited = editFolder(
    read.value.policy,
    folder.value,
    remove ? undo(read.value.edit) : read.value.edit,
  );
  if (!edited.ok) return refused(refusals[edited.error]);
  const known = {
    groups: (await users.listGroups()).map(({ name }) => name),
    users: await listUsersNamed(users, edited.value),
  };
  const faults = validatePolicy(edited.value, { known, stackNetworks: work.config.stackNetworks });
  if (faults.length > 0)
    return refused(...faults.map((fault) => `${formatKey(fault.path)}: ${fault.message}. ${fault.remedy}`));
  const words = `/${folder.value}: ${remove ? 'taken away' : read.value.note}`;
  return publishPolicy(
    work,
    edited.value,
    { ...(yes === undefined ? {} : { yes }), ...(note === undefined ? {} : { note }) },
    words,
  );
}

function undo(edit: FolderEdit): FolderEdit {
  if (edit.kind === 'add-grant') return { kind: 'remove-grant', grant: edit.grant };
  return edit.kind === 'add-ceiling' ? { kind: 'remove-ceiling', ceiling: edit.ceiling } : edit;
}
