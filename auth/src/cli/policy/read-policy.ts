import type { Config } from '../../config.js';
import type { UserStore } from '../../core/identity/user-store.js';
import type { Policy } from '../../core/policy/model.js';
import { err, type Result } from '../../core/result.js';
import { parsePolicyText, type PolicyTextContext } from '../../policy-text/parse-policy.js';
import type { PolicyProblem } from '../../policy-text/policy-problem.js';
import type { CommandIo } from '../command-io.js';
import { readText } from '../read-text.js';

interface ReadDeps {
  readonly io: CommandIo;
  readonly stores: { readonly users: UserStore };
  readonly config: Pick<Config, 'timeZone' | 'stackNetworks'>;
}

/** What a document is judged against: the groups and users that there are. */
export async function knownContext({ stores, config }: Omit<ReadDeps, 'io'>): Promise<PolicyTextContext> {
  const groups = (await stores.users.listGroups()).map((group) => group.name);
  const users = (await stores.users.list()).map((user) => user.name);
  return { known: { groups, users }, stackNetworks: config.stackNetworks, timezone: config.timeZone };
}

/** `line 3, folders./a.grants[0].tier: there is no tier "big". Define it.` */
export function sayPolicyProblem({ line, key, message, remedy }: PolicyProblem): string {
  const place = [line === null ? '' : `line ${line}`, key].filter((part) => part !== '').join(', ');
  const sentence = /[.!?]$/.test(message) ? message : `${message}.`;
  return `${place === '' ? '' : `${place}: `}${sentence} ${remedy}`;
}

/** Reads rules from a file or standard input, or says everything that is wrong with them. */
export async function readPolicy(deps: ReadDeps, file: string): Promise<Result<Policy, readonly string[]>> {
  const text = await readText(deps.io, file);
  if (!text.ok) return err([text.error]);
  const policy = parsePolicyText(text.value, await knownContext(deps));
  return policy.ok ? policy : err(policy.error.map(sayPolicyProblem));
}
