import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { grantTo } from './rules.mjs';

const edits = 10;

/** Publishes edits of one folder, and asks every replica without a pause until it answers by them. Milliseconds. */
export async function measureLive({ policies, policy, replicas, pathOf, say }) {
  const closed = [grantTo({ kind: 'group', name: 'staff' })];
  const open = [grantTo({ kind: 'anyone' })];
  const own = { pattern: '/bench', grants: closed, ceilings: [], manifest: null, hidden: null, contact: null, managed: null, signIn: null };
  const image = pathOf(1999);
  const rule = { ...own, pattern: `/${image.slice(0, image.lastIndexOf('/'))}` };
  const published = [];
  const seen = [];
  for (let edit = 0; edit < edits; edit++) {
    const running = await policies.current();
    const isOpen = edit % 2 === 0;
    const mine = { ...rule, grants: isOpen ? open : closed };
    const folders = running.policy.folders.map((one) => (one.pattern === rule.pattern ? mine : one));
    const before = performance.now();
    const times = replicas.map(async ({ check }) => {
      while ((await check(image)) !== (isOpen ? 200 : 401)) {
        if (performance.now() - before > 60_000) throw new Error('an edit was not in force after a minute');
        await wait(1);
      }
      return performance.now();
    });
    const version = await policies.publish({ ...running.policy, folders }, running.number, 'bench', '');
    if (version === null) throw new Error('somebody else published');
    const after = performance.now();
    published.push(after - before);
    seen.push(...(await Promise.all(times)).map((time) => time - after));
  }
  say(`${edits} edits published`);
  const sorted = (all) => all.map(Math.round).sort((a, b) => a - b);
  return { edits, replicas: replicas.length, publishMs: sorted(published), seenAfterMs: sorted(seen) };
}
