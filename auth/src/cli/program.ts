import { Command } from 'commander';
import type { Cli, Register } from './cli.js';
import { registerAgreementList } from './agreement/list.js';
import { registerAgreementWithdraw } from './agreement/withdraw.js';
import { registerDemo } from './demo/load.js';
import { registerDoctor } from './doctor/command.js';
import { folderCommands } from './folder/commands.js';
import { registerGroupCommands } from './group/commands.js';
import { registerGroupMembers } from './group/members.js';
import { registerGroupOwnKeys } from './group/own-keys.js';
import { registerGroupSecondFactor } from './group/second-factor.js';
import { registerImagesList } from './images/list.js';
import { registerImagesReport } from './images/report.js';
import { registerImagesScan } from './images/scan.js';
import { registerImagesShow } from './images/show.js';
import { registerKeyCreate } from './key/create.js';
import { registerKeyList } from './key/list.js';
import { registerKeyRevoke } from './key/revoke.js';
import { registerLookLogo } from './look/logo.js';
import { registerLookSet } from './look/set.js';
import { registerLookShow } from './look/show.js';
import { registerPolicyApply } from './policy/apply.js';
import { registerPolicyCheck } from './policy/check.js';
import { registerPolicyHistory } from './policy/history.js';
import { registerPolicyImport } from './policy/import.js';
import { registerPolicyPlan } from './policy/plan.js';
import { registerSessionEnd } from './session/end.js';
import { registerSessionList } from './session/list.js';
import { registerAuditExport } from './system/audit-export.js';
import { registerAuditRetention } from './system/audit-retention.js';
import { registerConfigCheck } from './system/config-check.js';
import { registerHealthcheck } from './system/healthcheck.js';
import { registerMigrate } from './system/migrate.js';
import { registerSetupLink } from './system/setup-link.js';
import { registerUserAdd } from './user/add.js';
import { registerUserDelete } from './user/delete.js';
import { registerUserEdit } from './user/edit.js';
import { registerUserExport } from './user/export.js';
import { registerUserImport } from './user/import.js';
import { registerUserLink } from './user/link.js';
import { registerUserList } from './user/list.js';
import { registerUserPasswd } from './user/passwd.js';
import { registerUserRoles } from './user/roles.js';
import { registerUserResetSecondFactor } from './user/reset-second-factor.js';
import { registerUserShow } from './user/show.js';
import { registerUserSwitch } from './user/switch.js';
import { registerWhy } from './why/command.js';

/** Every command there is: group, what it is about, and who adds its commands. */
const groups: readonly (readonly [string, string, readonly Register[]])[] = [
  [
    'user',
    'people with an account',
    [
      registerUserAdd,
      registerUserList,
      registerUserShow,
      registerUserSwitch,
      registerUserDelete,
      registerUserPasswd,
      registerUserLink,
      registerUserResetSecondFactor,
      registerUserImport,
      registerUserExport,
      registerUserRoles,
      registerUserEdit,
    ],
  ],
  [
    'group',
    'groups of users, which rules can name',
    [registerGroupCommands, registerGroupMembers, registerGroupSecondFactor, registerGroupOwnKeys],
  ],
  [
    'policy',
    'who may see what',
    [
      registerPolicyHistory,
      registerPolicyCheck,
      registerPolicyPlan,
      registerPolicyApply,
      registerPolicyImport,
    ],
  ],
  ['folder', 'the rules of one folder', folderCommands],
  ['agreement', 'who agreed to what', [registerAgreementList, registerAgreementWithdraw]],
  [
    'images',
    'the image folder and its index',
    [registerImagesScan, registerImagesList, registerImagesShow, registerImagesReport],
  ],
  ['session', 'who is signed in where', [registerSessionList, registerSessionEnd]],
  ['key', 'keys for scripts', [registerKeyCreate, registerKeyList, registerKeyRevoke]],
  ['audit', 'what happened', [registerAuditExport, registerAuditRetention]],
  ['config', 'the settings', [registerConfigCheck]],
  [
    'look',
    'name, colour, logo and words of the pages',
    [registerLookShow, registerLookSet, registerLookLogo],
  ],
  ['demo', 'the demo collection', [registerDemo]],
];

const single: readonly Register[] = [
  registerWhy,
  registerDoctor,
  registerSetupLink,
  registerMigrate,
  registerHealthcheck,
];

/** Wrong usage throws a CommanderError instead of ending the process. */
export function createProgram(cli: Cli): Command {
  const { io } = cli.deps;
  const program = new Command('gatehouse');
  const prepare = (command: Command): void => {
    command.exitOverride().configureOutput({
      writeOut: (text) => void io.out(text),
      writeErr: (text) => io.say(text),
      // The same everywhere, so that the docs can quote it.
      getOutHelpWidth: () => 80,
      getErrHelpWidth: () => 80,
    });
    command.helpCommand(false).showHelpAfterError('(see --help)');
  };
  prepare(program);
  program.description('Decides who may see which image. Exit codes: 0 done, 1 refused, 2 wrong usage.');
  for (const [name, description, registers] of groups) {
    // Subcommands take over the settings of their parent at the moment they are made.
    const group = program.command(name).description(description);
    group.helpCommand(false);
    for (const register of registers) register(group, cli);
  }
  for (const register of single) register(program, cli);
  return program;
}
