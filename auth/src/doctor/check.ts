import { finding, type Finding, type Topic, type Verdict } from './finding.js';
import type { Scene } from './scene.js';

/** One thing to try. Null: it does not apply to this target. */
export interface Check extends Topic {
  readonly try: (scene: Scene) => Promise<Verdict | null>;
}

/** Tries everything in order; a check that breaks off has failed, and the others go on. */
export async function runChecks(checks: readonly Check[], scene: Scene): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const check of checks) {
    const verdict = await tryOne(check, scene);
    if (verdict !== null) findings.push(finding(check, verdict));
  }
  return findings;
}

async function tryOne(check: Check, scene: Scene): Promise<Verdict | null> {
  try {
    return await check.try(scene);
  } catch (error) {
    return ['fail', `the answer could not be understood (${error instanceof Error ? error.message : 'odd'})`];
  }
}
