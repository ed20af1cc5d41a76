import { browser, cookies } from './browser.mjs';
import { docker } from './docker.mjs';
import { say } from './say.mjs';
import { person } from './stack.mjs';
import { spread, shuffled } from './statistics.mjs';
import { regionsOf, tail, tilesOf } from './tiles.mjs';

const warmCount = 200;

/**
 * Signs people in (which is itself measured), chooses tiles, and puts the warm ones into the cache.
 * @returns what the subjects are made of, and the sign-ins' figures
 */
export async function prepareWorld(load, images, ids, { sessionCount, batch }) {
  say(`signing in ${sessionCount} sessions`);
  const { sessions, signIns } = await makeSessions(load, sessionCount, batch);
  say('filling the tile cache');
  const open = await describe(load, images.open, sessions[0]);
  const closed = await describe(load, images.closed, sessions[0]);
  const cold = shuffled(tilesOf(closed));
  closed.tiles = cold.splice(0, warmCount);
  open.tiles = shuffled(tilesOf(open)).slice(0, warmCount);
  await warmUp(load, open, null);
  closed.meanBytes = await warmUp(load, closed, sessions[0]);
  const photograph = await describe(load, images.photograph, sessions[0]);
  const untiled = await describe(load, images.untiled, sessions[0]);
  const lossless = await describe(load, images.lossless, sessions[0]);
  for (const image of [closed, photograph, untiled, lossless]) {
    // iipsrv knows a file by a name that it has from the gateway.
    await load.order('fetch', { at: 'image-server:8080', requests: [{ path: `${image.gateway}/0,0,8,8/8,/0/default.jpg` }], common: { Host: 'image-server' }, atOnce: 1 });
    image.safeName = await safeNameOf(ids['image-server'][0], image.path);
  }
  // Never asked for before: each round takes some.
  const colds = [
    { image: closed, tiles: cold, share: 1, suffix: '' },
    { image: photograph, tiles: shuffled(regionsOf(photograph, 600)), share: 2 / 3, suffix: '-photograph' },
    { image: untiled, tiles: shuffled(regionsOf(untiled, 600)), share: 1 / 3, suffix: '-untiled' },
  ];
  await warmGateway(load, images.easy);
  const flaskCookie = (await docker('exec', ids.flask[0], 'python3', 'app.py', '--cookie')).trim();
  return { world: { open, closed, lossless, sessions, colds, flaskCookie }, signIns };
}

async function makeSessions(load, count, batch) {
  const sessions = [];
  const samples = [];
  const giveUp = performance.now() + 45_000;
  while (sessions.length < count && performance.now() < giveUp) {
    const sample = await load.order('signIn', {
      at: 'auth:3000',
      ...person,
      count: Math.min(batch, count - sessions.length),
      atOnce: 4,
      first: sessions.length + 1,
    });
    if (sample.cookies.length === 0) throw new Error(`nobody could sign in: ${JSON.stringify(sample.refused)}`);
    sessions.push(...sample.cookies);
    samples.push(sample);
  }
  const cpuMs = (group) => spread(samples.map(({ cpu, requests }) => ((cpu.used[group] ?? 0) / requests) * 1000));
  return {
    sessions,
    signIns: {
      perSecond: spread(samples.map(({ requests, seconds }) => requests / seconds)),
      authCpuMs: cpuMs('auth/node'),
      databaseCpuMs: cpuMs('db/postgres'),
      foreign: spread(samples.map(({ cpu }) => cpu.foreign / cpu.wall)),
    },
  };
}

/** What the check says of an image, as the proxy puts it together for the gateway. */
async function describe(load, image, session) {
  const path = `/iiif/images/${image.id}/${tail({ x: 0, y: 0, edge: 256 })}`;
  const answer = await load.order('ask', {
    at: 'auth:3001',
    path: '/query_auth',
    headers: { 'X-Original-URI': path, 'X-Original-Method': 'GET', 'X-Gate-Client': '198.18.0.1', Cookie: session },
  });
  if (answer.status !== 200) throw new Error(`the check says ${answer.status} about ${path}`);
  const decided = answer.headers['x-gate-image'];
  const parts = decided.split('/');
  // The tier is the check's own matter.
  return { ...image, decided, gateway: `/image/${parts.toSpliced(5, 1).join('/')}` };
}

/** Asks for each tile on all three ways: same bytes, and without the check all of them from the cache. */
async function warmUp(load, image, session) {
  const through = image.tiles.map((tile) => ({ path: `/iiif/images/${image.id}/${tail(tile)}` }));
  const past = image.tiles.map((tile) => ({ path: `${image.gateway}/${tail(tile)}` }));
  const common = { ...browser, Cookie: cookies(session) };
  const decision = { 'X-Bench-Image': image.decided };
  const gate = await load.order('fetch', { at: 'proxy:8080', requests: through, common, atOnce: 4 });
  const unchecked = await load.order('fetch', { at: 'proxy:8081', requests: through, common: { ...common, ...decision }, atOnce: 4 });
  const plain = await load.order('fetch', { at: 'proxy:8082', requests: past, common, atOnce: 4 });
  const fine = `${image.tiles.length} times 200 image/jpeg`;
  for (const way of [gate, unchecked, plain]) {
    const seen = Object.entries(way.statuses).map(([status, count]) => `${count} times ${status}`).join(', ');
    if (seen !== fine || way.digest !== gate.digest) throw new Error(`not the same tiles on every way: ${seen}`);
  }
  if (plain.caches.HIT !== image.tiles.length) throw new Error(`the cache isn't shared: ${JSON.stringify(plain.caches)}`);
  return gate.bytes / gate.requests;
}

/** Cold tiles are few: without these, V8 would still interpret most of the gateway, which no server does for long. */
async function warmGateway(load, image) {
  say('warming up the gateway');
  const requests = regionsOf(image, 1000, 2).map((tile) => ({ path: `/iiif/images/${image.id}/${tail(tile)}` }));
  const { statuses } = await load.order('fetch', { at: 'proxy:8080', requests, common: { ...browser, Cookie: cookies(null) }, atOnce: 4 });
  if (statuses['200 image/jpeg'] !== requests.length) throw new Error(`the gateway isn't warm: ${JSON.stringify(statuses)}`);
}

/** The name that the image server gave a file for iipsrv. */
async function safeNameOf(container, path) {
  const script = 'for f in /run/gatehouse/files/*; do echo "${f##*/} $(readlink "$f")"; done';
  const lines = (await docker('exec', container, 'sh', '-c', script)).split('\n');
  const found = lines.find((line) => line.endsWith(`/${path.replace(/^\//, '')}`));
  if (found === undefined) throw new Error(`iipsrv was never asked about ${path}`);
  return found.split(' ', 1)[0];
}
