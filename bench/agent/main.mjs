// Runs in the container `load`. Reads orders as JSON lines, carries them out side by side, answers in JSON lines.
import { createInterface } from 'node:readline';
import { fetchAll } from './fetch-all.mjs';
import { measured, nameContainers } from './cpu-time.mjs';
import { runWrk } from './wrk.mjs';
import { signIn } from './sign-in.mjs';
import { signOutAndWatch } from './revocation.mjs';
import { watchFor } from './watch.mjs';
import { ask } from './ask.mjs';
import { beside } from './beside.mjs';
import { bursts } from './bursts.mjs';

const orders = {
  containers: async ({ containers }) => nameContainers(containers),
  ask: async (order) => ask(order),
  wrk: async (order) => measured(() => runWrk(order)),
  fetch: async (order) => measured(() => fetchAll(order)),
  signIn: async (order) => measured(() => signIn(order)),
  revoke: async (order) => signOutAndWatch(order),
  beside: async (order) => beside(order),
  bursts: async (order) => bursts(order),
  watch: async (order) => watchFor(order),
  rest: async ({ seconds }) => measured(() => new Promise((done) => setTimeout(() => done({}), seconds * 1000))),
};

for await (const line of createInterface({ input: process.stdin })) {
  const { id, order, ...details } = JSON.parse(line);
  orders[order](details).then(
    (result) => process.stdout.write(`${JSON.stringify({ id, result: result ?? null })}\n`),
    (error) => process.stdout.write(`${JSON.stringify({ id, error: String(error?.stack ?? error) })}\n`),
  );
}
process.exit(0);
