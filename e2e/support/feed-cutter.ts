import { containerOf } from './compose.js';
import { placeOf } from './place-of.js';
import { mustRun, runCommand } from './run-command.js';
import type { StackFiles } from './stack-files.js';
import { sleep } from './wait.js';

/** Address and port of every change feed, as the database sees them. */
async function feeds(database: string): Promise<string[]> {
  const query =
    "select host(client_addr) || ' ' || client_port from pg_stat_activity where application_name like 'gatehouse-feed%'";
  const { stdout } = await runCommand('docker', ['exec', database, 'psql', '-U', 'gatehouse', '-Atc', query]);
  return stdout.trim().split('\n');
}

/**
 * Cuts the change feeds of replicas and nothing else, silently, as a network does that loses packets: the connection
 * stays open on both sides, the replica's other connections to the database work. A feed that a replica opens anew is
 * cut again a moment later.
 * @param containers ids of auth containers
 * @returns mends it
 */
export async function cutFeeds(
  files: StackFiles,
  containers: readonly string[],
): Promise<() => Promise<void>> {
  const database = await containerOf(files, 'db');
  const replicas = await Promise.all(containers.map(placeOf));
  const cuts: string[][] = [];
  const known = new Set<string>();

  async function cutNew(): Promise<void> {
    for (const feed of await feeds(database)) {
      const [address = '', port = ''] = feed.split(' ');
      const replica = replicas.find(({ addresses }) => addresses.includes(address));
      if (replica === undefined || known.has(feed)) continue;
      known.add(feed);
      const rule = ['INPUT', '-p', 'tcp', '--sport', '5432', '--dport', port, '-j', 'DROP'];
      await mustRun('nsenter', ['-t', replica.pid, '-n', 'iptables', '-I', ...rule]);
      cuts.push(['-t', replica.pid, '-n', 'iptables', '-D', ...rule]);
    }
  }

  await cutNew();
  if (known.size < replicas.length) throw new Error('not every replica has a feed to cut');
  let going = true;
  const again = (async (): Promise<void> => {
    while (going) {
      await cutNew();
      await sleep(100);
    }
  })();
  return async () => {
    going = false;
    await again;
    for (const cut of cuts) await mustRun('nsenter', cut);
  };
}
