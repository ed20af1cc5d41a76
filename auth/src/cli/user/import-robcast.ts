import { planRobcastImport, type RobcastPerson } from '../../core/identity/plan-robcast-import.js';
import { countOf } from '../plain-text.js';
import { printJson, printTable } from '../print.js';
import { readText } from '../read-text.js';
import type { Work } from '../cli.js';
import { doneUnless, refused, type CommandResult } from '../command-result.js';

export interface RobcastOptions {
  readonly saltFile?: string;
  readonly singleHash?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

const firstRule = 'Its rule, to be looked at and applied: gatehouse policy import --from robcast';

/** Users of an iiif-image-auth stack (Flask-Security), with the passwords that they have. */
export async function importRobcast(
  work: Work,
  file: string,
  options: RobcastOptions,
): Promise<CommandResult> {
  const dump = await readText(work.io, file);
  if (!dump.ok) return refused(dump.error);
  const salt = await findSalt(work, options);
  if (salt === null)
    return refused(
      'The passwords were hashed together with SECURITY_PASSWORD_SALT (there: AUTH_PASSWORD_SALT). Name a file that holds it with --salt-file, set AUTH_PASSWORD_SALT, or say --single-hash if that installation has SECURITY_PASSWORD_SINGLE_HASH.',
    );
  const plan = planRobcastImport(dump.value, Buffer.from(salt, 'utf8').toString('base64url'));
  const known = new Set((await work.stores.users.list()).map(({ name }) => name));
  const fresh = plan.people.filter(({ name }) => !known.has(name));
  if (options.yes === true) for (const person of fresh) await make(work, person);
  const rows = plan.people.map((person) => ({
    ...person,
    action: known.has(person.name) ? 'exists; left as they are' : 'make',
  }));
  if (options.json === true)
    await printJson(work.io, {
      done: options.yes === true,
      rows: rows.map(({ passwordHash, ...row }) => ({ ...row, hasPassword: passwordHash !== null })),
      problems: plan.problems,
    });
  else {
    await printTable(
      work.io,
      {
        NAME: (row) => row.name,
        ACTION: (row) => row.action,
        STATE: (row) => (row.disabled ? 'disabled' : 'enabled'),
        PASSWORD: (row) => (row.passwordHash === null ? 'needs a link' : 'as before'),
        GROUPS: (row) => row.groups.join(', ') || '-',
      },
      rows,
      'There are no users in this dump: a text dump is needed, of SQLite (.dump) or pg_dump.',
    );
    const said = options.yes === true ? 'Made' : 'Nothing was changed yet; --yes would make';
    await work.io.out(`${said} ${countOf(fresh.length, 'user')}. ${firstRule}\n`);
  }
  return doneUnless(plan.problems);
}

async function findSalt({ io, config }: Work, options: RobcastOptions): Promise<string | null> {
  if (options.singleHash === true) return '';
  if (options.saltFile === undefined) return config.oldPasswordSalt?.reveal() ?? null;
  const text = await readText(io, options.saltFile);
  return text.ok && text.value.trim() !== '' ? text.value.replace(/\r?\n$/, '') : null;
}

async function make({ stores: { users }, record }: Work, person: RobcastPerson): Promise<void> {
  const { name, email, passwordHash, disabled, groups } = person;
  const user = await users.create({ name, displayName: name, email, administrator: false, passwordHash });
  if (user === null) return;
  await record({ kind: 'user-created', user: name, administrator: false });
  if (disabled) {
    await users.setDisabled(user.id, true);
    await record({ kind: 'user-changed', user: name, change: 'disabled' });
  }
  for (const group of groups) {
    if (await users.createGroup(group)) await record({ kind: 'group-created', group });
    if (await users.addMember(group, user.id)) await record({ kind: 'member-added', group, user: name });
  }
}
