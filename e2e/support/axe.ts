import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeRule {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

interface AxeResult {
  readonly violations: readonly AxeRule[];
  readonly incomplete: readonly AxeRule[];
}

/** WCAG 2.0 to 2.2, A and AA. */
const standard = [
  'wcag2a',
  'wcag2aa',
  'wcag21a',
  'wcag21aa',
  'wcag22a',
  'wcag22aa',
] as const;

/** Rules that axe-core could not decide on a page, with the first piece of it: for people to look at. */
export const undecided = new Map<string, string>();

/**
 * What axe-core finds on the page as it is, each as a line; empty: nothing. What it leaves to people goes to `undecided`.
 * @param outside parts that are not ours (selectors)
 * @param practice whether good practice is asked for too: what holds for whole pages of ours, not for frames
 */
export async function findBarriers(
  page: Page,
  outside: readonly string[] = [],
  practice = true,
): Promise<readonly string[]> {
  await page.evaluate(`${source}; undefined`);
  const options = JSON.stringify({
    runOnly: { type: 'tag', values: practice ? [...standard, 'best-practice'] : standard },
    resultTypes: ['violations', 'incomplete'],
  });
  const context = JSON.stringify({ include: [['html']], exclude: outside.map((one) => [one]) });
  const { violations, incomplete } = await page.evaluate<AxeResult>(`axe.run(${context}, ${options})`);
  for (const { id, nodes } of incomplete)
    if (!undecided.has(id)) undecided.set(id, `${page.url()}: ${nodes[0]?.html.slice(0, 160) ?? ''}`);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ''}`),
  );
}
