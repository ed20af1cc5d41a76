import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
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

/** Pictures like photographs beside the drawn samples, as archives have them. `-PLT -TLM`: an index of the tiles. */
const photographs = {
  'photograph.jp2': ['photograph', '-n 6 -t 1024,1024 -c [256,256] -p RPCL -r 15 -I -PLT -TLM'],
  'untiled.jp2': ['photograph', '-r 15'],
  'lossless.jp2': ['small', '-n 6 -t 1024,1024 -p RPCL'],
};
const sizes = { photograph: '6000 8000', small: '2816 3840' };

/**
 * Encodes them once, in a volume that outlives the stack (some 40 s); its name changes with the recipe.
 * @returns the volume
 */
async function makePhotographs() {
  const recipe = JSON.stringify([photographs, sizes]) + readFileSync('bench/derivatives/photograph.mjs', 'utf8');
  const volume = `gatehouse-bench-photographs-${createHash('sha256').update(recipe).digest('hex').slice(0, 12)}`;
  const draw = Object.entries(sizes).map(([name, size]) => `node /make/photograph.mjs ${size} /tmp/${name}.ppm`);
  const encode = Object.entries(photographs).map(([file, [name, options]]) => `opj_compress -threads ALL_CPUS -i /tmp/${name}.ppm -o /made/${file} ${options}`);
  const script = ['[ ! -e /made/done ] || exit 0', ...draw, ...encode, 'touch /made/done'].join('\n');
  const volumes = ['-v', `${volume}:/made`, '-v', `${process.cwd()}/bench/derivatives:/make:ro`];
  await docker('run', '--rm', '-u', '0', '--network', 'none', ...volumes, '--entrypoint', 'sh', `${process.env.COMPOSE_PROJECT_NAME}-image-server`, '-ec', script);
  return volume;
}

async function addPhotographs() {
  say('photographs: encoded once, then kept');
  const project = process.env.COMPOSE_PROJECT_NAME;
  const volumes = ['-v', `${project}_sample-images:/samples`, '-v', `${await makePhotographs()}:/made:ro`];
  const script = 'cp /made/*.jp2 /samples/closed/ && chmod a+r /samples/closed/*.jp2';
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
    const [open, closed, easy] = [find('open/mountains.jp2'), find('closed/survey-map.jp2'), find('open/mandelbrot.tif')];
    const [photograph, untiled, lossless] = Object.keys(photographs).map((file) => find(`closed/${file}`));
    if (![open, closed, easy, photograph, untiled, lossless].includes(undefined)) return { open, closed, easy, photograph, untiled, lossless };
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
