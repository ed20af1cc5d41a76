import { placeOf } from './place-of.js';
import { mustRun } from './run-command.js';

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
