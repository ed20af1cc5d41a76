import { mustRun } from './run-command.js';

/** Where a container is: its main process on the host, and its addresses. */
interface Place {
  readonly pid: string;
  readonly addresses: readonly string[];
}

export async function placeOf(container: string): Promise<Place> {
  const [found] = JSON.parse(await mustRun('docker', ['inspect', container])) as readonly {
    readonly State: { readonly Pid: number };
    readonly NetworkSettings: { readonly Networks: Readonly<Record<string, { readonly IPAddress: string }>> };
  }[];
  const addresses = Object.values(found?.NetworkSettings.Networks ?? {}).map(({ IPAddress }) => IPAddress);
  return { pid: String(found?.State.Pid), addresses: addresses.filter((address) => address !== '') };
}
