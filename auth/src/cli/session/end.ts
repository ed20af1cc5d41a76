import type { Command } from 'commander';
import { endSessionsOfGroup } from '../../core/session/end-sessions-of-group.js';
import { example, type Register, type Work } from '../cli.js';
import { done, refused, type CommandResult } from '../command-result.js';
import { countOf } from '../plain-text.js';
import { findUser } from '../user/find-user.js';
import { sessionId } from './session-id.js';

interface EndOptions {
  readonly user?: string;
  readonly group?: string;
  readonly all?: boolean;
}

export const registerSessionEnd: Register = (parent, cli) => {
  parent
    .command('end')
    .description('sign out one session, somebody everywhere, or everybody')
    .argument('[id]', 'the session, or the beginning of its id')
    .option('--user <name>', 'every session of this user')
    .option('--group <name>', 'every session of the members of this group')
    .option('--all', 'every session of everybody')
    .addHelpText('after', example('session end --user tom'))
    .action(async (id: string | undefined, options: EndOptions, command: Command) => {
      const given = [id, options.user, options.group, options.all].filter(
        (value) => value !== undefined,
      ).length;
      if (given !== 1)
        command.error('error: say exactly one of: an id, --user NAME, --group NAME, --all', { exitCode: 2 });
      await cli.withStores(async (work) => {
        if (id !== undefined) return endOne(work, id);
        if (options.group !== undefined) return endGroup(work, options.group);
        return options.user === undefined ? endAll(work) : endUser(work, options.user);
      });
    });
};

async function endOne(work: Work, id: string): Promise<CommandResult> {
  const { sessions, users } = work.stores;
  const found = /^[\da-f]{4,64}$/i.test(id)
    ? (await sessions.list()).filter((session) => sessionId(session).startsWith(id.toLowerCase()))
    : [];
  const [session] = found;
  if (session === undefined)
    return refused('No session begins with this id (at least 4 characters). See: gatehouse session list');
  if (found.length > 1) return refused(`${found.length} sessions begin with this id. Give more of it.`);
  await sessions.end(session.hash);
  const user = session.user === null ? null : await users.findById(session.user);
  await work.record({ kind: 'sessions-ended', user: user?.name ?? null, count: 1 });
  await work.io.out('Ended 1 session.\n');
  return done;
}

async function endUser(work: Work, name: string): Promise<CommandResult> {
  const user = await findUser(work.stores.users, name);
  if (!user.ok) return refused(user.error);
  const count = await work.stores.sessions.endAllOf(user.value.id);
  if (count > 0) await work.record({ kind: 'sessions-ended', user: user.value.name, count });
  await work.io.out(`Ended ${countOf(count, 'session')} of ${user.value.name}.\n`);
  return done;
}

async function endGroup(work: Work, group: string): Promise<CommandResult> {
  const { users, sessions } = work.stores;
  if ((await users.listMembers(group)) === null)
    return refused(`There is no group ${JSON.stringify(group)}. See: gatehouse group list`);
  const count = await endSessionsOfGroup({ users, sessions }, group);
  if (count > 0) await work.record({ kind: 'sessions-ended', user: null, group, count });
  await work.io.out(`Ended ${countOf(count, 'session')} of the members of ${group}.\n`);
  return done;
}

async function endAll(work: Work): Promise<CommandResult> {
  const count = await work.stores.sessions.endAll();
  if (count > 0) await work.record({ kind: 'sessions-ended', user: null, count });
  await work.io.out(`Ended ${countOf(count, 'session')}.\n`);
  return done;
}
