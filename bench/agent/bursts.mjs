import { Agent } from 'node:http';
import { ask } from './ask.mjs';

/**
 * People with viewers: each looks at a place (a burst of tiles at once, six connections), then thinks, then moves on.
 * @param {{ at: string, people: { headers: object, requests: { path: string }[] }[], tiles: number, thinkMs: number, seconds: number }} order
 * @returns how many tiles, latency in ms, and how many were no 200
 */
export async function bursts({ at, people, tiles, thinkMs, seconds }) {
  const end = performance.now() + seconds * 1000;
  const times = [];
  let wrong = 0;
  async function look({ headers, requests }, number) {
    const agent = new Agent({ keepAlive: true, maxSockets: 6 });
    await new Promise((resolve) => setTimeout(resolve, (thinkMs * number) / people.length));
    for (let next = number * 7; performance.now() < end; next += tiles) {
      const wanted = Array.from({ length: tiles }, (_, n) => requests[(next + n) % requests.length]);
      const began = performance.timeOrigin + performance.now();
      const answers = await Promise.all(wanted.map(({ path }) => ask({ at, path, headers, agent, text: false })));
      // From the moment when the viewer wanted it: waiting for a free connection counts.
      for (const { status, answeredAt } of answers) {
        if (status !== 200) wrong += 1;
        times.push(answeredAt - began);
      }
      await new Promise((resolve) => setTimeout(resolve, thinkMs * (0.5 + Math.random())));
    }
    agent.destroy();
  }
  await Promise.all(people.map(look));
  times.sort((a, b) => a - b);
  const quantile = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
  return { people: people.length, tiles: times.length, wrong, p50: quantile(0.5), p95: quantile(0.95), max: times.at(-1) };
}
