// What scripts/bench runs on the machine itself.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { measureBeside, measureViewers } from './beside.mjs';
import { containers } from './docker.mjs';
import { startLoad } from './load.mjs';
import { describeMachine } from './machine.mjs';
import { recordTables, tablesOf } from './report.mjs';
import { measureRevocations } from './revocations.mjs';
import { runRounds } from './rounds.mjs';
import { say } from './say.mjs';
import { furnish, pin, restingMemory, startStack } from './stack.mjs';
import { variantSubjects, warmSubjects } from './subjects.mjs';
import { summarise } from './summary.mjs';
import { prepareWorld } from './world.mjs';

process.on('uncaughtException', (error) => {
  say(error.stack);
  process.exit(1);
});
const has = (option) => process.argv.includes(option);
const quick = has('--quick');
const rounds = has('--rounds') ? Number(process.argv[process.argv.indexOf('--rounds') + 1]) : 5;
const plan = quick
  ? { sessionCount: 75, batch: 15, rounds, coldTiles: 20, tries: 50, changes: 2, replicas: false, roundsMs: 45_000 }
  : { sessionCount: 300, batch: 60, rounds, coldTiles: 60, tries: 100, changes: 6, replicas: true, roundsMs: rounds * 52_000 };
const isWanted = ({ name }) => !quick || !['plain-open', 'plain-alone', 'restricted-alone', 'kept-alone', 'info-open'].includes(name);

const { startUp, ids } = await startStack({ twice: !quick });
const images = await furnish();
const memoryAtRest = await restingMemory(ids);
const pinned = await pin(ids);
const load = startLoad(ids.load[0]);
await load.order('containers', { containers: Object.fromEntries(Object.entries(ids).map(([service, [id]]) => [service, id])) });
const { cpu: atRest } = await load.order('rest', { seconds: 4 });
const { world, signIns } = await prepareWorld(load, images, ids, plan);
const variants = has('--variants') ? readdirSync('bench/proxy/variants').sort().map((file) => file.replace(/\.sh$/, '')) : [];
const subjects = [...warmSubjects(world).filter(isWanted), ...variantSubjects(warmSubjects(world), variants)];
say('warming up the programs');
for (const subject of subjects) await load.order('wrk', { ...subject, seconds: quick ? 1 : 2 });
say('measuring');
const measuredRounds = await runRounds(load, subjects, world, { ...plan, atRest, deadline: performance.now() + plan.roundsMs });
const beside = await measureBeside(load, world, quick ? 8 : 20);
const viewers = await measureViewers(load, world, quick ? 8 : 20);
const memoryAfter = await restingMemory(await containers());
const revocation = await measureRevocations(load, world, plan);
load.end();

const results = {
  at: new Date().toISOString(),
  quick,
  machine: await describeMachine(),
  pinned,
  sessions: world.sessions.length,
  meanTileBytes: Math.round(world.closed.meanBytes),
  startUp,
  memory: { atRest: memoryAtRest, afterwards: memoryAfter },
  atRest: Object.fromEntries(Object.entries(atRest.used).map(([group, seconds]) => [group, seconds / atRest.wall])),
  signIns,
  ...summarise(measuredRounds),
  beside,
  viewers,
  revocation,
};
const file = quick ? 'bench/out/quick.json' : 'bench/results.json';
mkdirSync('bench/out', { recursive: true });
writeFileSync('bench/out/rounds.json', JSON.stringify(measuredRounds));
writeFileSync(file, `${JSON.stringify(results, (_, value) => (typeof value === 'number' ? Number(value.toPrecision(5)) : value), 2)}\n`);
process.stdout.write(tablesOf(results));
if (has('--record')) recordTables('docs/performance.md', results);
say(`written: ${file}`);
process.exit(0);
