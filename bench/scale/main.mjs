import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { recordScale, tableOf } from './report.mjs';
import { measureDecisions } from './decisions.mjs';
import { addImages, openDatabase, openPolicies } from './database.mjs';
import { measureLive } from './live.mjs';
import { memoryOf, postgresProcesses } from './processes.mjs';
import { startReplica } from './replica.mjs';
import { policyOf } from './rules.mjs';

const { values } = parseArgs({
  options: {
    record: { type: 'boolean', default: false },
    images: { type: 'string', default: '1000000' },
    rules: { type: 'string', default: '100000' },
  },
});
const [images, rules] = [Number(values.images), Number(values.rules)];
const url = process.env.TEST_DATABASE_URL;
const say = (text) => process.stderr.write(`scale: ${text}\n`);

const at = new Date().toISOString();
const load = [loadavg()[0]];
const decisions = measureDecisions([10, 1000, rules], say);

const source = await openDatabase(url);
await addImages(source, images);
say(`${images} rows of images`);
const policies = openPolicies(source);
const policy = policyOf(rules);
await policies.publish(policy, null, 'bench', '');
say(`${rules} rules published`);

const replicas = [];
try {
  for (const port of [20150, 20160]) replicas.push(await startReplica(url, port));
  // The rules are read when they are first asked for.
  const pathOf = (n) => `top${(n % 2000) % 300}/folder${n % 2000}/${n}.jp2`;
  for (const replica of replicas) await replica.check(pathOf(1));
  const memoryOfAuth = { started: replicas.map(({ pid }) => memoryOf(pid)) };
  const asked = Math.min(images, 30_000);
  for (let n = 1; n <= asked; n += 20)
    await Promise.all(Array.from({ length: 20 }, async (_, more) => replicas[0].check(pathOf(n + more))));
  say(`${asked} images asked for`);
  memoryOfAuth.afterManyImages = memoryOf(replicas[0].pid);
  const live = await measureLive({ policies, policy, replicas, pathOf, say });
  memoryOfAuth.afterEdits = memoryOf(replicas[0].pid);
  const [size] = await source.query("SELECT pg_total_relation_size('images')::float8 / 1e6 AS megabytes");
  const memoryOfDatabase = Math.round(postgresProcesses(new URL(url).pathname.slice(1)).map(memoryOf).reduce((sum, one) => sum + one, 0));
  load.push(loadavg()[0]);
  const results = {
    at,
    machine: { processors: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`, node: process.version, load },
    images,
    rules,
    decisions,
    live,
    memory: { asked, auth: memoryOfAuth, database: memoryOfDatabase, tableMegabytes: Math.round(size.megabytes) },
  };
  writeFileSync('bench/scale.json', `${JSON.stringify(results, null, 2)}\n`);
  process.stdout.write(`${tableOf(results)}\n`);
  if (values.record) recordScale('docs/performance.md', results);
} finally {
  for (const replica of replicas) replica.stop();
  await source.destroy();
}
