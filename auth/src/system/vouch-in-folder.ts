import { mkdirSync, readdirSync, readlinkSync, renameSync, rmdirSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

/** Says in a folder, which the proxy on this machine reads, what kept decisions may still belong to. */
export interface Vouching {
  /**
   * `generation` is the current one from now on, and will be for four tenths of a second unless said again. Null: none is.
   * @returns false if it could not be said; what was said before ends by itself
   */
  say(generation: string | null): boolean;
}

export interface VouchingOptions {
  /** On a tmpfs, shared with the proxy and all replicas of this machine. */
  readonly folder: string;
  /** Of this replica: letters and digits. */
  readonly replica: string;
  /** Milliseconds of the wall clock, which is the proxy's too. */
  readonly now: () => number;
}

/** A tenth of a second, the unit of what is said, in milliseconds. */
const tenth = 100;
/** Tenths after the present one for which it counts. */
const tenthsAhead = 3;
/** nginx may just be following the link: what it led to stays for a moment. */
const keptMs = 2000;
const link = 'now';
const prefix = 'is.';

/**
 * `FOLDER/now` is a symbolic link to a folder whose name tells the generation and the tenths of a second in which it
 * counts: `is.GENERATION.REPLICA_17643937201_17643937202_…`. nginx can read that and nothing else without a program of its own:
 * it resolves the link (`$realpath_root`) and looks for the present tenth in the name (proxy/conf/decisions.conf). So
 * silence ends what was said, without anybody having to notice it.
 * All calls are to memory, so they may be synchronous: when `say` returns, nginx knows.
 */
export function createVouching({ folder, replica, now }: VouchingOptions): Vouching {
  const made: { readonly path: string; readonly at: number }[] = [];
  let last = '';

  function sweep(): void {
    while (made.length > 1 && (made[0]?.at ?? Infinity) < now() - keptMs) rmdirSync(made.shift()?.path ?? '');
  }

  function write(generation: string | null): void {
    const at = now();
    const present = Math.floor(at / tenth);
    // nginx's idea of the time is a moment old: the tenth before counts too.
    const tenths = Array.from({ length: tenthsAhead + 2 }, (_, i) => present - 1 + i);
    const name =
      generation === null ? `none.${replica}` : `${prefix}${generation}.${replica}_${tenths.join('_')}`;
    if (name === last) return;
    const path = join(folder, name);
    mkdirSync(path, { recursive: true });
    const fresh = join(folder, `.${replica}`);
    symlinkSync(name, fresh);
    renameSync(fresh, join(folder, link));
    last = name;
    if (generation !== null) made.push({ path, at });
    sweep();
  }

  return {
    say(generation) {
      try {
        write(generation);
        return true;
      } catch {
        last = '';
        return false;
      }
    },
  };
}

/** Whether there is a folder to say it in. */
export function isVouchingPossible(folder: string): boolean {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** Takes away what replicas that are gone have left: folders older than a minute to which the link doesn't lead. */
export function sweepVouching(folder: string, now: number): void {
  if (!isVouchingPossible(folder)) return;
  const current = readlinkIn(folder);
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(prefix) || name === current) continue;
    const found = statSync(join(folder, name), { throwIfNoEntry: false });
    if (found !== undefined && found.mtimeMs < now - 60_000) rmdirSync(join(folder, name));
  }
}

function readlinkIn(folder: string): string | null {
  try {
    return readlinkSync(join(folder, link));
  } catch {
    return null;
  }
}
