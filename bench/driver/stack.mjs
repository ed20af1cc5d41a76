import { availableParallelism } from 'node:os';
import { compose, containers, docker, gatehouse, memory } from './docker.mjs';
import { say } from './say.mjs';

export const person = { name: 'bench', password: 'only-for-the-bench 7kqz 4mtn' };
const policy = (grants) => `version: 1
timezone: UTC
folders:
  /open: { grants: [ { who: anyone, tier: full } ] }
  /closed: { grants: [${grants}] }
`;

/** The stack's services; `load` and `direct` are the bench's. */
export const services = ['proxy', 'auth', 'image-server', 'db'];

/** Builds, starts, and tells how long it took until all was healthy: everything new, then (`twice`) with data there. */
export async function startStack({ twice }) {
  say('building the images');
  await compose('build', '-q');
  say('starting the stack');
  const fresh = await timeUp();
  const ready = await readiness();
  let again = null;
  if (twice) {
    await compose('stop', '-t', '5');
    again = await timeUp();
  }
  const ids = await containers();
  return { startUp: { fresh, again, services: ready }, ids };
}

async function timeUp() {
  const began = performance.now();
  await compose('up', '-d', '--wait', '--wait-timeout', '120');
  return (performance.now() - began) / 1000;
}

/** Seconds from each container's start to its first good health check. */
async function readiness() {
  const found = {};
  for (const [service, [id]] of Object.entries(await containers())) {
    const { State } = JSON.parse(await docker('inspect', id))[0];
    const good = State.Health?.Log.find(({ ExitCode }) => ExitCode === 0);
    if (good !== undefined && services.includes(service))
      found[service] = (Date.parse(good.End) - Date.parse(State.StartedAt)) / 1000;
  }
  return found;
}

/** Something like a photograph beside the drawn samples, as archives have it: JPEG 2000 15:1, and lossless. */
async function addPhotographs() {
  say('encoding a photograph');
  const project = process.env.COMPOSE_PROJECT_NAME;
  const script = `node /make/photograph.mjs 2816 3840 /tmp/p.ppm
opj_compress -i /tmp/p.ppm -o /samples/closed/photograph.jp2 -n 6 -t 1024,1024 -c [256,256] -p RPCL -r 15 -I
opj_compress -i /tmp/p.ppm -o /samples/closed/lossless.jp2 -n 6 -t 1024,1024 -p RPCL
chmod a+r /samples/closed/*.jp2`;
  const volumes = ['-v', `${project}_sample-images:/samples`, '-v', `${process.cwd()}/bench/derivatives:/make:ro`];
  await docker('run', '--rm', '-u', '0', '--network', 'none', ...volumes, '--entrypoint', 'sh', `${project}-image-server`, '-ec', script);
  await gatehouse(['images', 'scan']);
}

/** Rules, an account, and the scanned samples. */
export async function furnish() {
  await addPhotographs();
  await gatehouse(['user', 'add', person.name, '--password-stdin'], `${person.password}\n`);
  await applyPolicy(true);
  for (let tries = 0; tries < 60; tries += 1) {
    const images = JSON.parse((await gatehouse(['images', 'list', '--json'])).text);
    const find = (path) => images.find((image) => image.path.replace(/^\//, '') === path);
    const [open, closed] = [find('open/mountains.jp2'), find('closed/survey-map.jp2')];
    const [photograph, lossless] = [find('closed/photograph.jp2'), find('closed/lossless.jp2')];
    if (![open, closed, photograph, lossless].includes(undefined)) return { open, closed, photograph, lossless };
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  throw new Error('the samples were not scanned in a minute');
}

/** Who may see `/closed`: people who signed in, or nobody. */
export async function applyPolicy(signedIn) {
  return gatehouse(['policy', 'apply', '-', '--yes'], policy(signedIn ? ' { who: signed-in, tier: full } ' : ''));
}

/** The whole stack on the first processor, the load on the second: the hardest case for the check. */
export async function pin(ids) {
  if (availableParallelism() < 2) return false;
  const stack = Object.entries(ids).flatMap(([service, list]) => (service === 'load' ? [] : list));
  await docker('update', '--cpuset-cpus', '0', ...stack);
  await docker('update', '--cpuset-cpus', '1', ...ids.load);
  return true;
}

export async function restingMemory(ids) {
  const used = await memory(Object.fromEntries(services.map((service) => [service, ids[service] ?? []])));
  return { ...used, sum: Object.values(used).reduce((sum, n) => sum + n, 0) };
}
