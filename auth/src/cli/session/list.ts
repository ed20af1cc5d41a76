import { example, type Register, type Work } from '../cli.js';
import { done, refused, type CommandResult } from '../command-result.js';
import { formatIsoTime, formatTime } from '../plain-text.js';
import { printJson, printTable } from '../print.js';
import { findUser } from '../user/find-user.js';
import { sessionId } from './session-id.js';

export const registerSessionList: Register = (parent, cli) => {
  parent
    .command('list')
    .description('list who is signed in where, the latest first')
    .option('--user <name>', 'only of this user')
    .option('--json', 'print JSON')
    .addHelpText('after', example('session list --user tom'))
    .action(async (options: { readonly user?: string; readonly json?: boolean }) =>
      cli.withStores(async (work) => listSessions(work, options.user ?? null, options.json === true)),
    );
};

async function listSessions(
  { io, stores }: Work,
  name: string | null,
  asJson: boolean,
): Promise<CommandResult> {
  const only = name === null ? null : await findUser(stores.users, name);
  if (only !== null && !only.ok) return refused(only.error);
  const names = new Map((await stores.users.list()).map((user) => [user.id, user.name]));
  const sessions = (await stores.sessions.list()).filter(
    (session) => only === null || session.user === only.value.id,
  );
  const nameOf = (session: (typeof sessions)[number]): string | null =>
    session.user === null ? null : (names.get(session.user) ?? null);
  if (asJson) {
    await printJson(
      io,
      sessions.map((session) => ({
        id: sessionId(session),
        user: nameOf(session),
        kind: session.kind,
        address: session.address,
        userAgent: session.userAgent,
        createdAt: formatIsoTime(session.createdAt),
        lastSeenAt: formatIsoTime(session.lastSeenAt),
      })),
    );
    return done;
  }
  await printTable(
    io,
    {
      ID: sessionId,
      USER: (session) => nameOf(session) ?? '-',
      FOR: (session) => (session.kind === 'content' ? 'images' : 'account pages'),
      FROM: (session) => session.address ?? '-',
      SINCE: (session) => formatTime(session.createdAt),
      'LAST SEEN': (session) => formatTime(session.lastSeenAt),
      WITH: (session) => session.userAgent?.slice(0, 40) ?? '-',
    },
    sessions,
    'Nobody is signed in.',
  );
  return done;
}
