import { closeSync, mkdirSync, openSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun, runCommand } from './run-command.js';
import { until } from './wait.js';

const megabytes = 24;

/**
 * A small disk of its own for what the container engine writes down of some containers, which can be full and can hang, while
 * everything else on the machine goes on. Root's to make.
 */
export class LogDisk {
  readonly #place: string;
  readonly #logs: string[] = [];

  private constructor(place: string) {
    this.#place = place;
  }

  static async make(folder: string): Promise<LogDisk> {
    const place = join(folder, 'log-disk');
    mkdirSync(place, { recursive: true });
    writeFileSync(`${place}.img`, Buffer.alloc(megabytes * 1024 * 1024));
    await mustRun('mkfs.ext4', ['-q', '-F', '-m', '0', `${place}.img`]);
    await mustRun('mount', ['-o', 'loop', `${place}.img`, place]);
    return new LogDisk(place);
  }

  /** Where a container's log lies from its next start on; it must not be running now. */
  async take(container: string): Promise<void> {
    const log = (await mustRun('docker', ['inspect', '-f', '{{.LogPath}}', container])).trim();
    const here = join(this.#place, container);
    closeSync(openSync(here, 'a', 0o640));
    closeSync(openSync(log, 'a', 0o640));
    await mustRun('mount', ['--bind', here, log]);
    this.#logs.push(log);
  }

  /** How much was written down of a container. */
  sizeOf = (container: string): number => statSync(join(this.#place, container)).size;

  /** Leaves no byte. */
  async fill(): Promise<void> {
    const rest = join(this.#place, 'something-else');
    await runCommand('sh', ['-c', `cat /dev/zero > ${rest}; dd if=/dev/zero bs=1 count=4096 >> ${rest}`]);
  }

  makeRoom(): void {
    rmSync(join(this.#place, 'something-else'), { force: true });
  }

  /** Whoever writes waits until it is thawed. */
  async freeze(): Promise<void> {
    await mustRun('fsfreeze', ['-f', this.#place]);
  }

  async thaw(): Promise<void> {
    await runCommand('fsfreeze', ['-u', this.#place]);
  }

  /** The containers must have been stopped before. */
  async remove(): Promise<void> {
    // The engine takes away by itself what lies over a stopped container's files.
    for (const log of this.#logs) await runCommand('umount', [log]);
    // The engine closes what it wrote to a moment after the container's end.
    await until(async () => (await runCommand('umount', [this.#place])).code === 0, { within: 10_000 });
    rmSync(this.#place, { recursive: true });
    rmSync(`${this.#place}.img`);
  }
}
