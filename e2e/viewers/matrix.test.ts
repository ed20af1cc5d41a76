import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type Pattern, patterns } from '../fixtures/viewer-collection.js';
import { folders } from '../support/settings.js';
import type { Stack } from '../support/stack.js';
import { startViewerSite, type ViewerSite } from '../support/viewer-site.js';
import { startViewerStack } from '../support/viewer-stack.js';
import { buildVault } from './build-vault.js';
import { type Outcome, play, type Viewer } from './play.js';
import { cellName, layouts, viewerTitles, writeReport } from './report.js';
import { viewers as packaged, type ViewerName } from './unpack-viewers.js';

/**
 * Every viewer before every pattern in every layout, by its own buttons. `docs/viewers.json` holds what was seen last;
 * UPDATE_DOCS=1 writes it, and docs/viewers.md, anew; UPDATE_DOCS=missing only what isn't in it yet. Outside of `full` only the cells that nobody may lose quietly.
 */
const record = join(folders.repository, 'docs', 'viewers.json');
const known = existsSync(record)
  ? (JSON.parse(readFileSync(record, 'utf8')) as Readonly<Record<string, Outcome>>)
  : {};
const update = process.env['UPDATE_DOCS'] === '1' || process.env['UPDATE_DOCS'] === 'missing';
const whole = update || process.env['GATEHOUSE_TEST_FULL'] === '1';
const few: readonly [Viewer, Pattern, keyof typeof layouts][] = [
  ['uv', 'login', 'sameSite'],
  ['uv', 'clickthrough', 'allowed'],
  ['auth1', 'external', 'sameSite'],
  ['auth2', 'login', 'allowed'],
  ['auth2', 'tiered', 'sameSite'],
  ['mirador3', 'tiered', 'allowed'],
  ['clover', 'open', 'allowed'],
];
const only = process.env['CELLS'];
const all = (Object.keys(viewerTitles) as Viewer[]).flatMap((viewer) =>
  patterns.flatMap((pattern) =>
    (Object.keys(layouts) as (keyof typeof layouts)[]).map((layout) => [viewer, pattern, layout] as const),
  ),
);
const isMissing = (cell: (typeof all)[number]): boolean => !(cellName(...cell) in known);
const cells = (whole ? all : few)
  .filter((cell) => only === undefined || new RegExp(only).test(cell.join(' ')))
  .filter((cell) => process.env['UPDATE_DOCS'] !== 'missing' || isMissing(cell));

describe('viewers, unmodified', () => {
  let stack: Stack;
  let site: ViewerSite;
  const seen: Record<string, Outcome> = { ...known };

  before(async () => {
    if (cells.some(([viewer]) => viewer === 'vault')) await buildVault();
    stack = await startViewerStack();
    site = await startViewerSite(Object.keys(packaged) as ViewerName[]);
  });
  after(async () => {
    await site.close();
    await stack.remove();
    if (!update) return;
    writeFileSync(record, `${JSON.stringify(seen, null, 2)}\n`);
    writeReport(seen);
  });

  for (const [viewer, pattern, layout] of cells) {
    const name = cellName(viewer, pattern, layout);
    void it(`${viewerTitles[viewer]}, ${pattern}, ${layouts[layout].words}: ${known[name] ?? 'not known yet'}`, async () => {
      let outcome = await play(site, viewer, pattern, layouts[layout]);
      // A machine under load loses a step now and then: what fails twice is news.
      if (!update && outcome !== known[name]) outcome = await play(site, viewer, pattern, layouts[layout]);
      seen[name] = outcome;
      if (update) writeFileSync(record, `${JSON.stringify(seen, null, 2)}\n`);
      if (!update) assert.equal(outcome, known[name]);
    });
  }
});
