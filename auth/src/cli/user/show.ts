import type { User } from '../../core/identity/user.js';
import { example, type Register } from '../cli.js';
import { done, refused } from '../command-result.js';
import { formatTime } from '../plain-text.js';
import { printFacts, printJson } from '../print.js';
import { findUser } from './find-user.js';
import { personJson } from './person-json.js';

/** Whether there is one, and whether a group asks for it. */
function sayFactor(user: User): string {
  if (user.hasSecondFactor) return 'set up';
  return user.secondFactorAsked ? 'not set up; a group asks for one' : 'not set up';
}

export const registerUserShow: Register = (parent, cli) => {
  parent
    .command('show')
    .description('show one user')
    .argument('<name>')
    .option('--json', 'print JSON')
    .addHelpText('after', example('user show tom'))
    .action(async (name: string, options: { readonly json?: boolean }) =>
      cli.withStores(async ({ io, stores }) => {
        const found = await findUser(stores.users, name);
        if (!found.ok) return refused(found.error);
        const user = found.value;
        const credential = await stores.users.findCredential(user.name);
        const hasPassword = credential?.passwordHash !== null;
        const sessions = (await stores.sessions.list()).filter((session) => session.user === user.id).length;
        if (options.json === true) await printJson(io, { ...personJson(user), hasPassword, sessions });
        else
          await printFacts(io, {
            Name: user.name,
            'Display name': user.displayName,
            'E-mail': user.email ?? '-',
            State: user.disabled ? 'disabled' : 'active',
            Administrator: user.administrator ? 'yes' : 'no',
            Groups: user.groups.join(', ') || '-',
            Password: hasPassword ? 'set' : 'not set; make a link: gatehouse user link NAME',
            'Second factor': sayFactor(user),
            Sessions: String(sessions),
            ...(user.deletionAskedAt === null
              ? {}
              : { 'Asks to be deleted': formatTime(user.deletionAskedAt) }),
            Made: formatTime(user.createdAt),
            'Last sign-in': formatTime(user.lastSignInAt),
          });
        return done;
      }),
    );
};
