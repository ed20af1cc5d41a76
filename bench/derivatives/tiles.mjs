// What a cold tile costs, in processor time: out of a JPEG 2000, and out of its derivative. Two gateways on the same file, in turns.
//   node bench/derivatives/tiles.mjs [ROUNDS]
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const rounds = Number(process.argv[2] ?? 5);
const tag = 'gatehouse-image-server:bench';
const names = { jp2: `gatehouse-tiles-jp2-${process.pid}`, copy: `gatehouse-tiles-copy-${process.pid}` };
const worker = `gatehouse-tiles-worker-${process.pid}`;
const work = mkdtempSync(join(tmpdir(), 'gatehouse-tiles-'));
/** As archives have them: how OpenJPEG is told to write each. */
const kinds = {
  'lossy 15:1, tiles of 1024': '-n 6 -t 1024,1024 -c [256,256] -p RPCL -r 15 -I',
  'lossy 15:1, one tile (defaults)': '-n 6 -r 15 -I',
  'lossless, tiles of 1024': '-n 6 -t 1024,1024 -p RPCL',
};

const docker = (...args) => execFileSync('docker', args, { encoding: 'utf8' }).trim();
const median = (values) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];

function start(name, more) {
  docker('run', '-d', '--name', name, '--no-healthcheck', '--tmpfs', '/run/gatehouse', '-p', '127.0.0.1::8080', ...more, tag);
  return `http://${docker('port', name, '8080/tcp').split('\n')[0]}`;
}

/** Processor seconds of a container's processes so far: those of iipsrv, and of the gateway. */
function processorSeconds(name) {
  const [, ...lines] = docker('top', name, '-eo', 'pid,comm').split('\n');
  const sums = { iipsrv: 0, gateway: 0 };
  for (const line of lines) {
    const [pid, command] = line.trim().split(/\s+/);
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    sums[command.startsWith('iipsrv') ? 'iipsrv' : 'gateway'] += (Number(fields[11]) + Number(fields[12])) / 100;
  }
  return sums;
}

const agent = new Agent({ keepAlive: true });

/** Status and body; status 0 where nobody answers. */
function ask(address) {
  return new Promise((resolve) => {
    get(address, { agent, timeout: 20_000 }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () => resolve({ status: answer.statusCode, text: Buffer.concat(parts).toString() }));
      answer.on('error', () => resolve({ status: 0, text: '' }));
    })
      .on('timeout', function stop() {
        this.destroy();
      })
      .on('error', () => resolve({ status: 0, text: '' }));
  });
}

async function untilHealthy(url) {
  for (let tries = 0; tries < 600; tries += 1) {
    if ((await ask(`${url}/healthz`)).status === 200) return;
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

/** Milliseconds of processor time for a tile. */
async function measure(name, url, image, size, tails) {
  const before = processorSeconds(name);
  for (const tail of tails) {
    const address = `${url}/image/2/images/${size.width}x${size.height}/${size.width}x${size.height}-color/v1/${image}/${tail}`;
    const { status } = await ask(address);
    if (status !== 200) throw new Error(`${status} ${tail}`);
  }
  const after = processorSeconds(name);
  const each = (part) => ((after[part] - before[part]) * 1000) / tails.length;
  return { iipsrv: each('iipsrv'), gateway: each('gateway') };
}

try {
  for (const folder of ['derivatives', 'wishes']) {
    mkdirSync(join(work, folder));
    chmodSync(join(work, folder), 0o777);
  }
  chmodSync(work, 0o755);
  execFileSync('docker', ['build', '-q', '-f', 'image-server/Dockerfile', '-t', tag, '.'], { stdio: 'ignore' });
  mkdirSync(join(work, 'images'));
  execFileSync('node', ['bench/derivatives/photograph.mjs', '3072', '4096', join(work, 'images', 'photograph.ppm')]);
  chmodSync(join(work, 'images'), 0o777);
  const files = Object.entries(kinds).map(([kind, options], index) => {
    const encode = ['opj_compress', '-i', '/images/photograph.ppm', '-o', `/images/${index}.jp2`, ...options.split(' ')];
    docker('run', '--rm', '--network', 'none', '-v', `${work}/images:/images`, '--entrypoint', encode[0], tag, ...encode.slice(1));
    return { kind, image: `${index}.jp2` };
  });
  const images = ['-v', `${work}/images:/data/images:ro`];
  const volumes = [...images, '-v', `${work}/derivatives:/data/derivatives`, '-v', `${work}/wishes:/data/wishes`, '-e', 'DERIVATIVES=all'];
  const urls = { jp2: start(names.jp2, [...images, '-e', 'DERIVATIVES=off']), copy: start(names.copy, volumes) };
  for (const url of Object.values(urls)) await untilHealthy(url);
  const size = { width: 3072, height: 4096 };
  for (const { image } of files) await ask(`${urls.copy}/facts/images/${image}`);
  docker('run', '-d', '--name', worker, '--init', '--network', 'none', '--no-healthcheck', ...volumes, '--entrypoint', 'node', tag, 'dist/image-server/src/derivatives-main.js');
  for (const { image } of files) {
    for (;;) {
      const { state } = JSON.parse((await ask(`${urls.copy}/derivatives/images/${image}`)).text);
      if (state === 'ready') break;
      if (state === 'failed') throw new Error(`the derivative of ${image} failed`);
      await wait(500);
    }
  }
  docker('rm', '-f', worker);
  // Compiled and warm, as a server is.
  for (const { image } of files) {
    await measure(names.copy, urls.copy, image, size, tilesOf(size, 250, 97));
    await measure(names.jp2, urls.jp2, image, size, tilesOf(size, 20, 99));
  }
  for (const { kind, image } of files) {
    const results = [];
    for (let round = 1; round <= rounds; round += 1) {
      const tails = tilesOf(size, 60, round);
      results.push({ jp2: await measure(names.jp2, urls.jp2, image, size, tails), copy: await measure(names.copy, urls.copy, image, size, [...tails, ...tails, ...tails]) });
    }
    const cost = (of, part) => median(results.map((result) => result[of][part])).toFixed(2);
    const alone = median(results.map(({ jp2, copy }) => jp2.iipsrv / copy.iipsrv)).toFixed(1);
    const all = median(results.map(({ jp2, copy }) => (jp2.iipsrv + jp2.gateway) / (copy.iipsrv + copy.gateway))).toFixed(1);
    process.stdout.write(`${kind}: CPU-ms a tile ${cost('jp2', 'iipsrv')} + ${cost('jp2', 'gateway')} from the JP2, ${cost('copy', 'iipsrv')} + ${cost('copy', 'gateway')} from the derivative (iipsrv + gateway): ${alone} x, with the gateway ${all} x\n`);
  }
} finally {
  agent.destroy();
  for (const name of [...Object.values(names), worker]) {
    try {
      docker('rm', '-f', name);
    } catch {
      // It was never started.
    }
  }
  rmSync(work, { recursive: true, force: true });
}
