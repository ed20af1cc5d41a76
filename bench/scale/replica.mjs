import { spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';

/** One real auth service on this machine, which asks the database of the bench. */
export async function startReplica(url, port) {
  const child = spawn(process.execPath, ['auth/dist/main.js'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env.PATH,
      AUTH_DB_CONNECTION: url,
      AUTH_SECRET_KEY: 'b'.repeat(40),
      PUBLIC_URL: 'https://bench.test',
      PUBLIC_PORT: String(port),
      INTERNAL_PORT: String(port + 1),
      IMAGE_ROOT: '/nonexistent/images',
      MANIFEST_ROOT: '/nonexistent/manifests',
      DEMO_ROOT: '/nonexistent/demo',
      SCAN_INTERVAL: '7d',
      LOG_LEVEL: 'error',
      STACK_NETWORKS: '198.18.0.0/15',
    },
  });
  const base = `http://127.0.0.1:${port + 1}`;
  /** 200, 401 or 403: what nginx would be told of an image asked for by nobody in particular. */
  async function check(path) {
    const uri = `/iiif/images/${path.replaceAll('/', '!')}/full/max/0/default.jpg`;
    const headers = { 'x-original-uri': uri, 'x-gate-client': '198.51.100.7' };
    const answer = await fetch(`${base}/query_auth`, { headers });
    await answer.arrayBuffer();
    return answer.status;
  }
  const deadline = Date.now() + 60_000;
  for (;;) {
    const ready = await fetch(`${base}/readyz`).then(({ ok }) => ok, () => false);
    if (ready) break;
    if (child.exitCode !== null || Date.now() > deadline) throw new Error('the auth service of the bench did not start');
    await wait(100);
  }
  return { pid: child.pid, check, stop: () => child.kill('SIGTERM') };
}
