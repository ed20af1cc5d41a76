import { containerOf } from './compose.js';
import { mustRun } from './run-command.js';
import type { StackFiles } from './stack-files.js';

/** A rule in one container's own network that drops what the database sends on one connection. */
interface Cut {
  readonly pid: string;
  readonly rule: readonly string[];
}

const inNetworkOf = (pid: string, args: readonly string[]): Promise<string> =>
  mustRun('nsenter', ['-t', pid, '-n', 'iptables', ...args]);

/**
 * Cuts the change feed of replicas and nothing else, silently, as a network does that loses packets: the connection
 * stays open on both sides, the replica's other connections to the database work.
 * @param containers ids of auth containers
 * @returns mends it
 */
export async function cutFeeds(files: StackFiles, containers: readonly string[]): Promise<() => Promise<void>> {
  const database = await containerOf(files, 'db');
  const listed = await mustRun('docker', [
    'exec',
    database,
    'psql',
    '-U',
    'gatehouse',
    '-At',
    '-F',
    ' ',
    '-c',
    "select host(client_addr), client_port from pg_stat_activity where application_name like 'gatehouse-feed%'",
  ]);
  const feeds = listed
    .trim()
    .split('\n')
    .map((line) => line.split(' '));
  const cuts: Cut[] = [];
  for (const container of containers) {
    const inspected = JSON.parse(await mustRun('docker', ['inspect', container])) as readonly {
      readonly State: { readonly Pid: number };
      readonly NetworkSettings: { readonly Networks: Readonly<Record<string, { readonly IPAddress: string }>> };
    }[];
    const addresses = Object.values(inspected[0]?.NetworkSettings.Networks ?? {}).map(({ IPAddress }) => IPAddress);
    const port = feeds.find(([address = '']) => addresses.includes(address))?.[1];
    if (port === undefined) throw new Error(`no feed of ${container} among ${listed}`);
    const rule = ['INPUT', '-p', 'tcp', '--sport', '5432', '--dport', port, '-j', 'DROP'];
    const pid = String(inspected[0]?.State.Pid);
    await inNetworkOf(pid, ['-I', ...rule]);
    cuts.push({ pid, rule });
  }
  return async () => {
    for (const { pid, rule } of cuts) await inNetworkOf(pid, ['-D', ...rule]);
  };
}
