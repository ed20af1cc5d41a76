import { isSame } from '../core/canonical-text.js';
import type { Config } from '../config.js';
import type { AuditLog } from '../core/audit/audit-log.js';
import type { AuditEvent } from '../core/audit/event.js';
import type { PasswordHasher } from '../core/identity/password-hasher.js';
import { canonicalUserName } from '../core/identity/user-name.js';
import type { UserStore } from '../core/identity/user-store.js';
import type { Audience, FolderRule, Policy } from '../core/policy/model.js';
import type { PolicyStore } from '../core/policy/policy-store.js';
import type { SettingStore } from '../core/setting-store.js';
import type { EpochSeconds } from '../core/time.js';

const sampleNote = 'Rules of the sample collection';
const withdrawnKey = 'sample-rules-withdrawn';

export interface FirstRunDeps {
  readonly settings: SettingStore;
  readonly users: UserStore;
  readonly policies: PolicyStore;
  readonly audit: AuditLog;
  readonly hasher: PasswordHasher;
  readonly now: () => EpochSeconds;
  readonly config: Pick<Config, 'firstAdministrator' | 'sampleCollection' | 'timeZone'>;
}

/** What was done, in sentences; empty when there was nothing left to do. */
export type FirstRunNotes = readonly string[];

/**
 * Brings a new installation to where it can be used: the first administrator, if the settings name one, and a first
 * policy. Changes nothing that exists, so it may run at every start.
 */
export async function firstRun(deps: FirstRunDeps): Promise<FirstRunNotes> {
  return [...(await makeAdministrator(deps)), ...(await publishFirstPolicy(deps))];
}

async function record(deps: FirstRunDeps, event: AuditEvent): Promise<void> {
  await deps.audit.record({ at: deps.now(), actor: { kind: 'system' }, address: null, event });
}

async function makeAdministrator(deps: FirstRunDeps): Promise<FirstRunNotes> {
  const { firstAdministrator } = deps.config;
  if (firstAdministrator === null || (await deps.users.countAdministrators()) > 0) return [];
  const name = canonicalUserName(firstAdministrator.name);
  if (!name.ok) return ['AUTH_ADMIN_USERID is no possible user name; no administrator was made.'];
  const passwordHash = await deps.hasher.hash(firstAdministrator.password.reveal());
  const person = { name: name.value, displayName: firstAdministrator.name, email: null };
  const user = await deps.users.create({ ...person, administrator: true, passwordHash });
  if (user === null)
    return [
      `AUTH_ADMIN_USERID names ${name.value}, who exists and is no administrator; nothing was changed.`,
    ];
  await record(deps, { kind: 'user-created', user: user.name, administrator: true });
  return [`Made the first administrator: ${user.name}.`];
}

async function publishFirstPolicy(deps: FirstRunDeps): Promise<FirstRunNotes> {
  if ((await deps.policies.history()).length > 0) return withdrawSampleRules(deps);
  const policy = deps.config.sampleCollection
    ? samplePolicy(deps.config.timeZone)
    : emptyPolicy(deps.config.timeZone);
  const note = deps.config.sampleCollection ? sampleNote : 'Everything closed at first';
  const version = await deps.policies.publish(policy, null, 'gatehouse', note);
  // Null: another replica was first, with the same policy.
  if (version === null) return [];
  await record(deps, { kind: 'policy-published', number: version.number, note });
  return [
    deps.config.sampleCollection
      ? 'Published the rules of the sample collection: open is for anyone, closed for people who signed in.'
      : 'Published first rules: everything is closed. Open folders with: gatehouse policy apply',
  ];
}

/**
 * The sample's rules were made for the sample: once IMAGE_DIR names a folder of one's own they must not open anything
 * of it. Takes them out of the running rules where nobody changed them since; once, so that the same rules written
 * later by hand stay.
 */
async function withdrawSampleRules(deps: FirstRunDeps): Promise<FirstRunNotes> {
  if (deps.config.sampleCollection || (await deps.settings.find(withdrawnKey)) === true) return [];
  const current = await deps.policies.current();
  const first = await deps.policies.find(1);
  const isSample = first?.by === 'gatehouse' && first.note === sampleNote;
  if (current === null || !isSample) return [];
  // By what they say: the database keeps the keys of an object in an order of its own.
  const sample = samplePolicy(deps.config.timeZone).folders;
  const folders = current.policy.folders.filter((rule) => !sample.some((one) => isSame(one, rule)));
  if (folders.length < current.policy.folders.length) {
    const note = 'Rules of the sample collection withdrawn: IMAGE_DIR names a folder of its own';
    const version = await deps.policies.publish(
      { ...current.policy, folders },
      current.number,
      'gatehouse',
      note,
    );
    if (version === null) return [];
    await record(deps, { kind: 'policy-published', number: version.number, note });
  }
  await deps.settings.save(withdrawnKey, true);
  return folders.length === current.policy.folders.length
    ? []
    : ['Withdrew the rules of the sample collection: your own folder starts closed.'];
}

function emptyPolicy(timezone: string): Policy {
  return { version: 1, timezone, tiers: [], places: [], agreements: [], folders: [] };
}

function samplePolicy(timezone: string): Policy {
  const folders = [fullFor('/open', { kind: 'anyone' }), fullFor('/closed', { kind: 'signed-in' })];
  return { ...emptyPolicy(timezone), folders };
}

function fullFor(pattern: string, who: Audience): FolderRule {
  const grants = [{ who, and: null, tier: 'full', from: null, until: null, agree: null }];
  return {
    pattern,
    grants,
    ceilings: [],
    manifest: null,
    hidden: null,
    contact: null,
    managed: null,
    signIn: null,
  };
}
