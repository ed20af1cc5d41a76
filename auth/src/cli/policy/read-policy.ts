import type { Config } from '../../config.js';
import type { UserStore } from '../../core/identity/user-store.js';
import type { Policy } from '../../core/policy/model.js';
import { err, ok, type Result } from '../../core/result.js';
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

const exportedFrom = /^# Exported from number ([1-9][0-9]{0,8})\b/;

/** The first line of an export: whoever applies the text later is told of what was published in between. */
export function exportHead(number: number): string {
  return `# Exported from number ${number}.\n`;
}

/** Rules, and the number from which their text was exported; null: it doesn't say. */
export interface ReadRules {
  readonly policy: Policy;
  readonly exportedFrom: number | null;
}

/** Reads rules from a file or standard input, or says everything that is wrong with them. */
export async function readPolicy(
  deps: ReadDeps,
  file: string,
): Promise<Result<ReadRules, readonly string[]>> {
  const text = await readText(deps.io, file);
  if (!text.ok) return err([text.error]);
  const policy = parsePolicyText(text.value, await knownContext(deps));
  if (!policy.ok) return err(policy.error.map(sayPolicyProblem));
  const number = exportedFrom.exec(text.value)?.[1];
  return ok({ policy: policy.value, exportedFrom: number === undefined ? null : Number(number) });
}
