// What visitors keep of their tiles while derivatives are made: asks a running stack, with its worker at work and held still in turns.
//   COMPOSE_PROJECT_NAME=… HTTPS_PORT=… node bench/derivatives/while-making.mjs COOKIE-OR-EMPTY WARM-ID COLD-ID [ROUNDS]
// There must be a long queue. WARM-ID and COLD-ID are JPEG 2000 images of at least 2048 x 1024 pixels. HOST: the stack's name.
import { execFileSync } from 'node:child_process';
import { Agent, request } from 'node:https';

const [authorization = '', warmId = '', coldId = '', rounds = '40'] = process.argv.slice(2);
const project = process.env.COMPOSE_PROJECT_NAME ?? 'gatehouse';
const port = Number(process.env.HTTPS_PORT ?? 8443);
const seconds = 0.4;
const agent = new Agent({ keepAlive: true, maxSockets: 8, rejectUnauthorized: false });
const worker = () => execFileSync('docker', ['compose', '-p', project, 'ps', '-q', 'derivatives'], { encoding: 'utf8' }).trim();
const median = (values) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];

// Short turns: what else the machine does meanwhile weighs on both alike.
function ask(path) {
  const headers = { host: `${process.env.HOST ?? 'localhost'}:${port}`, ...(authorization === '' ? {} : { authorization }) };
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, agent, headers }, (answer) => {
      answer.resume();
      answer.on('end', () => (answer.statusCode === 200 ? resolve() : reject(new Error(`${answer.statusCode} ${path}`))));
    })
      .on('error', reject)
      .end();
  });
}

async function throughput(nextPath, atOnce) {
  const end = performance.now() + seconds * 1000;
  let count = 0;
  const loop = async () => {
    while (performance.now() < end) {
      await ask(nextPath());
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, loop));
  return count / seconds;
}

let warm = 0;
const warmPath = () => `/iiif/images/${warmId}/${(warm++ % 8) * 256},0,256,256/256,/0/default.jpg`;
// No two alike, and none on the grid of another run.
let cold = Math.floor(Date.now() / 1000) % 4000;
const coldPath = () => `/iiif/images/${coldId}/${(cold * 37) % 1790},${(cold++ * 91) % 760},256,256/250,/0/default.jpg`;

const container = worker();
const kept = { warm: [], cold: [] };
/** Its processes, as this machine knows them (root only): not every engine can pause a container. */
const processes = () => execFileSync('docker', ['top', container, '-eo', 'pid'], { encoding: 'utf8' }).trim().split('\n').slice(1).map(Number);
const signalAll = (signal) => {
  for (const pid of processes()) process.kill(pid, signal);
};
const hold = () => signalAll('SIGSTOP');
const letGo = () => signalAll('SIGCONT');
for (let n = 0; n < 16; n += 1) await ask(warmPath());
for (let round = 1; round <= Number(rounds); round += 1) {
  hold();
  const still = { warm: await throughput(warmPath, 4), cold: await throughput(coldPath, 3) };
  letGo();
  const busy = { warm: await throughput(warmPath, 4), cold: await throughput(coldPath, 3) };
  kept.warm.push(busy.warm / still.warm);
  kept.cold.push(busy.cold / still.cold);
  process.stdout.write(`round ${round}: warm ${still.warm.toFixed(0)} → ${busy.warm.toFixed(0)} tiles/s, cold ${still.cold.toFixed(0)} → ${busy.cold.toFixed(0)}\n`);
}
agent.destroy();
process.stdout.write(`kept while derivatives are made, median: warm ${median(kept.warm).toFixed(2)}, cold ${median(kept.cold).toFixed(2)}\n`);
