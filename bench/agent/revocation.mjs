import { Agent } from 'node:http';
import { ask } from './ask.mjs';

const quiet = 12;
const giveUpMs = 5000;

/**
 * Signs out while the session's tile is asked for without a pause, until it was refused a dozen times in a row.
 * @param {{ at: string, path: string, headers: object, cookie: string, signOutAt: string }} order
 * @returns ms from the sign-out's being sent, and from its being answered, to the first refusal and to the sending of the
 * last request that was still served
 */
export async function signOutAndWatch({ at, path, headers, cookie, signOutAt }) {
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  const tile = { at, path, headers: { ...headers, Cookie: cookie }, agent, text: false };
  const seen = [];
  let refusals = 0;
  const began = performance.now();
  async function keepAsking() {
    while (refusals < quiet && performance.now() - began < giveUpMs) {
      const { status, sentAt, answeredAt } = await ask(tile);
      seen.push({ status, sentAt, answeredAt });
      refusals = status === 401 ? refusals + 1 : 0;
    }
  }
  const asking = Promise.all([keepAsking(), keepAsking()]);
  await new Promise((resolve) => setTimeout(resolve, 30 + Math.random() * 20));
  const signOut = await ask({ at: signOutAt, path: '/iiif-logout', headers: { Host: 'bench.test', Cookie: cookie }, agent });
  await asking;
  agent.destroy();
  const firstRefusal = seen.find(({ status }) => status === 401);
  const lastServed = seen.filter(({ status }) => status === 200).at(-1);
  if (firstRefusal === undefined || lastServed === undefined || signOut.status !== 200)
    throw new Error(`sign-out ${signOut.status}, tile ${seen.at(0)?.status} … ${seen.at(-1)?.status}`);
  return {
    sinceSent: firstRefusal.answeredAt - signOut.sentAt,
    sinceAnswered: firstRefusal.answeredAt - signOut.answeredAt,
    // The last request that was served: how long after the sign-out was answered it was still sent. Negative: none was.
    servedSinceSent: lastServed.sentAt - signOut.sentAt,
    servedSinceAnswered: lastServed.sentAt - signOut.answeredAt,
  };
}
