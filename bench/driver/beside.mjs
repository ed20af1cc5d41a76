import { browser, cookies } from './browser.mjs';
import { say } from './say.mjs';
import { iipTail, tail } from './tiles.mjs';

/** Tiles, 20 a second, while one client pulls a whole lossless picture again and again: our image server, and iipsrv by round robin. */
export async function measureBeside(load, { closed, lossless }, seconds) {
  say('tiles beside a heavy client');
  const { width, height } = lossless;
  const whole = `0,0,${width},${height}/${width},${height}/0`;
  const ways = {
    gateway: {
      heavy: { at: 'image-server:8080', path: `${lossless.gateway}/${whole}/default.jpg` },
      tiles: { at: 'image-server:8080', requests: closed.tiles.map((tile) => ({ path: `${closed.gateway}/${tail(tile)}` })) },
    },
    robin: {
      heavy: { at: 'direct:8081', path: `/iip/${lossless.safeName}/${whole}/color.jpg` },
      tiles: { at: 'direct:8081', requests: closed.tiles.map((tile) => ({ path: `/iip/${closed.safeName}/${iipTail(tile)}` })) },
    },
  };
  const found = {};
  for (const [name, way] of Object.entries(ways)) found[name] = await load.order('beside', { ...way, hz: 20, seconds });
  return found;
}

/** 30 people before 30 viewers: warm tiles through the gate, with sessions of their own. */
export async function measureViewers(load, { closed, sessions }, seconds) {
  say('30 viewers');
  const requests = closed.tiles.map((tile) => ({ path: `/iiif/images/${closed.id}/${tail(tile)}` }));
  const people = sessions.slice(0, 30).map((session) => ({ headers: { ...browser, Cookie: cookies(session) }, requests }));
  return load.order('bursts', { at: 'proxy:8080', people, tiles: 20, thinkMs: 2000, seconds });
}
