import { mustRun } from './run-command.js';

interface Place {
  readonly pid: string;
  readonly addresses: readonly string[];
}

async function placeOf(container: string): Promise<Place> {
  const [found] = JSON.parse(await mustRun('docker', ['inspect', container])) as readonly {
    readonly State: { readonly Pid: number };
    readonly NetworkSettings: { readonly Networks: Readonly<Record<string, { readonly IPAddress: string }>> };
  }[];
  const addresses = Object.values(found?.NetworkSettings.Networks ?? {}).map(({ IPAddress }) => IPAddress);
  return { pid: String(found?.State.Pid), addresses: addresses.filter((address) => address !== '') };
}

/**
 * Nothing passes between two containers any more, and neither is told: packets are lost, connections stay open on both
 * sides. Rules in the first one's own network, so root's to make.
 * @returns mends it
 */
export async function silence(container: string, from: string): Promise<() => Promise<void>> {
  const here = await placeOf(container);
  const rules = (await placeOf(from)).addresses.flatMap((address) => [
    ['INPUT', '-s', address, '-j', 'DROP'],
    ['OUTPUT', '-d', address, '-j', 'DROP'],
  ]);
  const change = async (how: '-I' | '-D'): Promise<void> => {
    for (const rule of rules) await mustRun('nsenter', ['-t', here.pid, '-n', 'iptables', how, ...rule]);
  };
  await change('-I');
  return () => change('-D');
}
