import { Agent } from 'node:http';
import { ask } from './ask.mjs';

/**
 * Asks for one address every few milliseconds until its status is no longer `from`.
 * @returns when the first such answer came (ms since 1970), null if none came in time
 */
export async function watchFor({ at, path, headers, from, withinMs }) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const end = performance.now() + withinMs;
  try {
    while (performance.now() < end) {
      const { status, answeredAt } = await ask({ at, path, headers, agent, text: false });
      if (status !== from) return { at: answeredAt, status };
      await new Promise((resolve) => setTimeout(resolve, 4));
    }
    return { at: null };
  } finally {
    agent.destroy();
  }
}
