import { Agent } from 'node:http';
import { ask } from './ask.mjs';

/**
 * Asks for tiles at a steady pace, whether the last one has come or not, while one client asks for something heavy again and again.
 * @param {{ heavy: { at: string, path: string } | null, tiles: { at: string, requests: { path: string }[] }, hz: number, seconds: number }} order
 * @returns how many tiles, latency in ms, statuses, and how often the heavy client got its answer
 */
export async function beside({ heavy, tiles, hz, seconds }) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1000 });
  let over = false;
  let heavyDone = 0;
  const busy = async () => {
    while (heavy !== null && !over) {
      const { status } = await ask({ ...heavy, headers: { Host: 'image-server' }, text: false });
      if (status !== 200) throw new Error(`the heavy client got ${status}`);
      heavyDone += 1;
    }
  };
  const working = busy();
  const asked = [];
  for (let n = 0; n < hz * seconds; n += 1) {
    asked.push(ask({ at: tiles.at, path: tiles.requests[n % tiles.requests.length].path, headers: { Host: 'image-server' }, agent, text: false }));
    await new Promise((resolve) => setTimeout(resolve, 1000 / hz));
  }
  const answers = await Promise.all(asked);
  over = true;
  await working;
  agent.destroy();
  const times = answers.map(({ sentAt, answeredAt }) => answeredAt - sentAt).sort((a, b) => a - b);
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
  const wrong = answers.filter(({ status }) => status !== 200).length;
  return { tiles: times.length, wrong, heavyDone, p50: at(0.5), p90: at(0.9), p99: at(0.99), max: times.at(-1) };
}
