import { compilePolicy } from '../../core/policy/compile.js';
import { comparePolicies } from '../../core/policy/diff.js';
import type { Policy } from '../../core/policy/model.js';
import { validatePolicy } from '../../core/policy/validate-policy.js';
import { err, ok, type Result } from '../../core/result.js';
import type { DemoRecord } from '../../demo/demo-record.js';
import { demoRulesText } from '../../demo/demo-rules.js';
import { mergeDemoRules } from '../../demo/merge-rules.js';
import { parsePolicyText } from '../../policy-text/parse-policy.js';
import type { Work } from '../cli.js';
import { countOf } from '../plain-text.js';
import { knownContext, sayPolicyProblem } from '../policy/read-policy.js';

const note = 'Rules of the demo collection';
const tries = 3;
const pageSize = 1000;

export interface LoadedRules {
  readonly record: DemoRecord;
  readonly notes: readonly string[];
}

/** How many of the administrator's own images the change would touch. The demo's rules are made so that it is none. */
async function countTouched(work: Work, before: Policy, after: Policy): Promise<number> {
  const comparison = comparePolicies(compilePolicy(before), compilePolicy(after), work.now());
  const index = work.stores.images;
  for (let page = await index.listAll(null, pageSize); page.length > 0;) {
    for (const image of page) if (image.root === 'images') comparison.add(image.path);
    page = await index.listAll(page.at(-1)?.path ?? null, pageSize);
  }
  const { total, unchanged } = comparison.result();
  return total - unchanged;
}

function emptyPolicy(timezone: string): Policy {
  return { version: 1, timezone, tiers: [], places: [], agreements: [], folders: [] };
}

/** Adds the demo's rules to the running ones. @param ownFolders top folders of the administrator's images */
export async function loadRules(
  work: Work,
  before: DemoRecord,
  ownFolders: ReadonlySet<string>,
): Promise<Result<LoadedRules, readonly string[]>> {
  const { policies } = work.stores;
  for (let turn = 0; turn < tries; turn += 1) {
    const version = await policies.current();
    const running = version?.policy ?? emptyPolicy(work.config.timeZone);
    const context = { ...(await knownContext(work)), timezone: running.timezone };
    const demo = parsePolicyText(demoRulesText, context);
    if (!demo.ok) return err(demo.error.map(sayPolicyProblem));
    const merge = mergeDemoRules({ running, demo: demo.value, before: before.parts, ownFolders });
    if (merge.added.length === 0) return ok({ record: before, notes: merge.notes });
    const faults = validatePolicy(merge.policy, context);
    if (faults.length > 0) return err(faults.map(({ message, remedy }) => `${message}. ${remedy}`));
    const touched = await countTouched(work, running, merge.policy);
    if (touched > 0)
      return err([
        `The demo’s rules would change who may see ${countOf(touched, 'image')} of yours; nothing was published.`,
      ]);
    const published = await policies.publish(merge.policy, version?.number ?? null, 'command line', note);
    // Null: somebody else was first, so it is looked at again.
    if (published === null) continue;
    await work.record({ kind: 'policy-published', number: published.number, note });
    const kept = before.parts.filter(
      (old) => !merge.added.some((part) => part.kind === old.kind && part.name === old.name),
    );
    return ok({ record: { ...before, parts: [...kept, ...merge.added] }, notes: merge.notes });
  }
  return err(['Other rules are being published again and again. Run this again later.']);
}
