import { readdirSync, readFileSync } from 'node:fs';

const read = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

/** Memory of a process in MB; what it shares with others counts in part. 0: not to be seen. */
export function memoryOf(pid) {
  const kilobytes = /^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0;
  return Math.round(Number(kilobytes) / 102.4) / 10;
}

/** The process of PostgreSQL that serves a connection, by the number that it has on this machine, and all its siblings. */
export function postgresProcesses(application) {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const parentOf = (pid) => /^PPid:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1];
  const mine = all.find((pid) => read(`/proc/${pid}/cmdline`).startsWith('postgres: ') && read(`/proc/${pid}/cmdline`).includes(application));
  const parent = mine === undefined ? undefined : parentOf(mine);
  return parent === undefined ? [] : [parent, ...all.filter((pid) => parentOf(pid) === parent)];
}
