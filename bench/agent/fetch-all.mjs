import { createHash } from 'node:crypto';
import { Agent } from 'node:http';
import { ask } from './ask.mjs';

/**
 * Fetches a list once, some at a time.
 * @param {{ at: string, requests: { path: string, headers?: object }[], common?: object, atOnce: number }} order
 * @returns requests, seconds, bytes, latency in ms, how many had which status, and a digest of all bodies in order
 */
export async function fetchAll({ at, requests, common = {}, atOnce }) {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const answers = new Array(requests.length);
  const began = performance.now();
  let next = 0;
  async function work() {
    while (next < requests.length) {
      const mine = next++;
      const { path, headers } = requests[mine];
      answers[mine] = await ask({ at, path, headers: { ...common, ...headers }, agent, text: false });
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work));
  agent.destroy();
  const seconds = (performance.now() - began) / 1000;
  const times = answers.map(({ sentAt, answeredAt }) => answeredAt - sentAt).sort((a, b) => a - b);
  const statuses = {};
  const caches = {};
  const digest = createHash('sha256');
  for (const { status, headers, body } of answers) {
    const kind = `${status} ${headers['content-type'] ?? ''}`;
    const cache = headers['x-bench-cache'] ?? '';
    statuses[kind] = (statuses[kind] ?? 0) + 1;
    caches[cache] = (caches[cache] ?? 0) + 1;
    digest.update(body);
  }
  const at99 = times[Math.min(times.length - 1, Math.floor(times.length * 0.99))];
  const bytes = answers.reduce((sum, { body }) => sum + body.length, 0);
  return {
    requests: answers.length,
    seconds,
    bytes,
    p50: times[Math.floor(times.length / 2)],
    p99: at99,
    statuses,
    caches,
    digest: digest.digest('hex'),
  };
}
