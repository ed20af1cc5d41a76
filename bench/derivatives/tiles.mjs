// What a cold tile costs, in processor time: out of a JPEG 2000, and out of its derivative. Two gateways on the same file, in turns.
//   node bench/derivatives/tiles.mjs [ROUNDS]
import { execFileSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, chmodSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const rounds = Number(process.argv[2] ?? 5);
const tag = 'gatehouse-image-server:bench';
const names = { jp2: `gatehouse-tiles-jp2-${process.pid}`, copy: `gatehouse-tiles-copy-${process.pid}` };
const worker = `gatehouse-tiles-worker-${process.pid}`;
const work = mkdtempSync(join(tmpdir(), 'gatehouse-tiles-'));
const image = 'closed!survey-map.jp2';

const docker = (...args) => execFileSync('docker', args, { encoding: 'utf8' }).trim();
const median = (values) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];

function start(name, more) {
  docker('run', '-d', '--name', name, '--tmpfs', '/run/gatehouse', '-p', '127.0.0.1::8080', '-e', 'IMAGES_FOLDER=/samples', ...more, tag);
  return `http://${docker('port', name, '8080/tcp').split('\n')[0]}`;
}

/** Processor seconds of all processes of a container so far. */
function processorSeconds(name) {
  const script = 'cat /sys/fs/cgroup/cpuacct/cpuacct.usage 2>/dev/null || sed -n "s/^usage_usec //p" /sys/fs/cgroup/cpu.stat';
  const value = docker('exec', name, 'sh', '-c', script);
  return Number(value) / (value.length > 0 && docker('exec', name, 'sh', '-c', 'test -e /sys/fs/cgroup/cpu.stat && echo v2 || echo v1') === 'v2' ? 1e6 : 1e9);
}

async function untilHealthy(url) {
  for (let tries = 0; tries < 600; tries += 1) {
    const well = await fetch(`${url}/healthz`).then((answer) => answer.status === 200, () => false);
    if (well) return;
    await wait(200);
  }
  throw new Error('it never became healthy');
}

/** Random tiles of 256 pixels at scales 1 to 8, the same for the same seed. */
function tilesOf({ width, height }, count, seed) {
  let state = seed;
  const next = (most) => ((state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32) * most;
  return Array.from({ length: count }, () => {
    const edge = 256 * 2 ** Math.floor(next(4));
    const x = Math.floor(next(Math.floor(width / edge))) * edge;
    const y = Math.floor(next(Math.floor(height / edge))) * edge;
    return `${x},${y},${edge},${edge}/256,256/0/default.jpg`;
  });
}

async function measure(name, url, size, tails) {
  const before = processorSeconds(name);
  for (const tail of tails) {
    const address = `${url}/image/2/images/${size.width}x${size.height}/${size.width}x${size.height}-color/v1/${image}/${tail}`;
    const answer = await fetch(address);
    await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`${answer.status} ${tail}`);
  }
  return tails.length / (processorSeconds(name) - before);
}

try {
  for (const folder of ['derivatives', 'wishes']) {
    mkdirSync(join(work, folder));
    chmodSync(join(work, folder), 0o777);
  }
  chmodSync(work, 0o755);
  execFileSync('docker', ['build', '-q', '-f', 'image-server/Dockerfile', '-t', tag, '.'], { stdio: 'ignore' });
  const volumes = ['-v', `${work}/derivatives:/data/derivatives`, '-v', `${work}/wishes:/data/wishes`, '-e', 'DERIVATIVES=all'];
  const urls = { jp2: start(names.jp2, ['-e', 'DERIVATIVES=off']), copy: start(names.copy, volumes) };
  await Promise.all(Object.values(urls).map(untilHealthy));
  const size = await (await fetch(`${urls.copy}/facts/images/${image}`)).json();
  const begun = performance.now();
  docker('run', '-d', '--name', worker, '--init', '--network', 'none', '--no-healthcheck', '-e', 'IMAGES_FOLDER=/samples', ...volumes, '--entrypoint', 'node', tag, 'dist/image-server/src/derivatives-main.js');
  for (;;) {
    const { state } = await (await fetch(`${urls.copy}/derivatives/images/${image}`)).json();
    if (state === 'ready') break;
    if (state === 'failed' || performance.now() - begun > 600_000) throw new Error(`the derivative is ${state}`);
    await wait(500);
  }
  process.stdout.write(`the derivative was made in ${Math.round((performance.now() - begun) / 1000)} s by the clock\n`);
  docker('rm', '-f', worker);
  await measure(names.jp2, urls.jp2, size, tilesOf(size, 10, 99));
  await measure(names.copy, urls.copy, size, tilesOf(size, 10, 99));
  const results = [];
  for (let round = 1; round <= rounds; round += 1) {
    const tails = tilesOf(size, 120, round);
    const jp2 = await measure(names.jp2, urls.jp2, size, tails);
    const copy = await measure(names.copy, urls.copy, size, tails);
    results.push({ jp2, copy, ratio: copy / jp2 });
    process.stdout.write(`round ${round}: ${jp2.toFixed(0)} tiles per CPU-second from the JPEG 2000, ${copy.toFixed(0)} from the derivative: ${(copy / jp2).toFixed(1)} x\n`);
  }
  process.stdout.write(`median: ${median(results.map(({ jp2 }) => jp2)).toFixed(0)} and ${median(results.map(({ copy }) => copy)).toFixed(0)}: ${median(results.map(({ ratio }) => ratio)).toFixed(1)} x\n`);
} finally {
  for (const name of [...Object.values(names), worker]) {
    try {
      docker('rm', '-f', name);
    } catch {
      // It was never started.
    }
  }
  rmSync(work, { recursive: true, force: true });
}
