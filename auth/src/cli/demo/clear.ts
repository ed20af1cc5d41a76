import { type DemoRecord, findDemo, forgetDemo } from '../../demo/demo-record.js';
import { removeDemoRules } from '../../demo/merge-rules.js';
import type { Work } from '../cli.js';
import { done, refused, type CommandResult } from '../command-result.js';
import { scanImages } from '../images/scan.js';
import { refuseWhileNamed } from '../policy/named-in-rules.js';

const note = 'Rules of the demo collection taken away';

/** Takes away what `demo load` added and nobody changed since; says what stays, and why. */
export async function clearDemo(work: Work): Promise<CommandResult> {
  const { settings } = work.stores;
  const record = await findDemo(settings);
  if (record === null) {
    await work.io.out('The demo is not loaded.\n');
    return done;
  }
  const notes = await clearRules(work, record);
  if (notes === null)
    return refused('Other rules were published meanwhile; nothing was taken away. Run this again.');
  notes.push(...(await clearUsers(work, record)), ...(await clearGroups(work, record)));
  await forgetDemo(settings);
  for (const line of notes) await work.io.out(`Note: ${line}\n`);
  const result = await scanImages(work, {});
  await work.io.out('The demo is gone.\n');
  if ((await work.stores.users.countAdministrators()) === 0)
    await work.io.out('There is no administrator now. Make one: gatehouse setup-link\n');
  return result;
}

async function clearRules(work: Work, record: DemoRecord): Promise<string[] | null> {
  const running = await work.stores.policies.current();
  if (running === null) return [];
  const { policy, notes, removed } = removeDemoRules(running.policy, record.parts);
  if (removed === 0) return [...notes];
  const version = await work.stores.policies.publish(policy, running.number, 'command line', note);
  if (version === null) return null;
  await work.record({ kind: 'policy-published', number: version.number, note });
  return [...notes];
}

async function clearUsers(work: Work, record: DemoRecord): Promise<readonly string[]> {
  const { users, sessions, policies } = work.stores;
  const notes: string[] = [];
  for (const { id, name } of record.users) {
    if ((await users.findById(id)) === null) continue;
    const named = await refuseWhileNamed(policies, { kind: 'user', name });
    if (named !== null) {
      notes.push(`The user ${name} stays: ${named}`);
      continue;
    }
    await sessions.endAllOf(id);
    await users.delete(id);
    await work.record({ kind: 'user-deleted', user: name });
  }
  return notes;
}

async function clearGroups(work: Work, record: DemoRecord): Promise<readonly string[]> {
  const { users, policies } = work.stores;
  const notes: string[] = [];
  for (const group of record.groups) {
    const members = await users.listMembers(group);
    if (members === null) continue;
    const named = await refuseWhileNamed(policies, { kind: 'group', name: group });
    if (named !== null || members.length > 0) {
      notes.push(`The group ${group} stays: ${named ?? `${members.join(', ')} is in it.`}`);
      continue;
    }
    await users.deleteGroup(group);
    await work.record({ kind: 'group-deleted', group });
  }
  return notes;
}
