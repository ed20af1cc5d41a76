import { say } from './say.mjs';
import { shuffled } from './statistics.mjs';
import { coldSubjects } from './subjects.mjs';

/** Processor seconds per second of a measurement that others may take before it counts as disturbed. */
const mostForeign = 0.2;

export const isDisturbed = ({ cpu }) => cpu.foreign > mostForeign * cpu.wall;

/**
 * Measures everything in turn, in a new random order in every round. A round in which something was disturbed by other
 * work on this machine is followed by another one, until there are enough or the time is over.
 * @returns {Promise<object[]>} rounds: name → sample
 */
export async function runRounds(load, subjects, world, { rounds: wanted, deadline, coldTiles, atRest }) {
  const rounds = [];
  const enough = () => Math.min(...subjects.map(({ name }) => rounds.filter((round) => !isDisturbed(round[name])).length)) >= wanted;
  // There must be enough for every round.
  const colds = world.colds.map((kind) => ({ ...kind, count: Math.min(Math.ceil(coldTiles * kind.share), Math.floor(kind.tiles.length / (2 * wanted))) }));
  let lastSeconds = 0;
  const isOver = () =>
    rounds.length >= 2 * wanted || performance.now() + lastSeconds * 1000 > deadline || colds.some(({ tiles, count }) => tiles.length < count);
  while (rounds.length < wanted || (!enough() && !isOver())) {
    const began = performance.now();
    // The very same tiles on each way, never asked for before.
    const cold = colds.flatMap(({ image, tiles, count, suffix }) => coldSubjects(image, world.sessions[0], tiles.splice(0, count), suffix));
    const round = {};
    for (const subject of shuffled([...subjects, ...cold])) round[subject.name] = withoutRest(await measure(load, subject), atRest);
    rounds.push(round);
    lastSeconds = (performance.now() - began) / 1000;
    const disturbed = Object.values(round).filter(isDisturbed).length;
    say(`round ${rounds.length}: ${lastSeconds.toFixed(0)} s${disturbed > 0 ? `, ${disturbed} of ${Object.keys(round).length} measurements disturbed` : ''}`);
    if (performance.now() > deadline && rounds.length >= 3) break;
  }
  return rounds;
}

/**
 * Takes off what the processes use without any request: for slow answers it would be much of the sum. Not of the
 * engine, which may work for others too.
 */
function withoutRest(sample, atRest) {
  const { used, wall } = sample.cpu;
  const resting = (group) => (group === 'engine' ? 0 : (atRest.used[group] ?? 0) * (wall / atRest.wall));
  const net = Object.entries(used).map(([group, seconds]) => [group, Math.max(0, seconds - resting(group))]);
  return { ...sample, cpu: { ...sample.cpu, used: Object.fromEntries(net) } };
}

async function measure(load, subject) {
  if (subject.name.startsWith('cold-')) {
    // The gateway keeps its lines to iipsrv for a fifth of a second: who asks iipsrv past it would wait for them.
    await new Promise((resolve) => setTimeout(resolve, 300));
    const sample = await load.order('fetch', { ...subject, atOnce: 4 });
    if (sample.statuses['200 image/jpeg'] !== sample.requests) throw new Error(`${subject.name}: ${JSON.stringify(sample.statuses)}`);
    return sample;
  }
  if (subject.before !== undefined) await load.order('wrk', { ...subject, seconds: subject.before });
  const sample = await load.order('wrk', subject);
  const wrong = subject.status === 200 ? sample.notOk : sample.requests - sample.notOk;
  return { ...sample, wrong: wrong + sample.broken };
}
