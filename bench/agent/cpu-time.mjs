// Processor time of the stack's processes, from the machine's /proc (this container has `pid: host`); and of everything
// else on the machine, which tells whether a measurement was disturbed.
import { readdirSync, readFileSync } from 'node:fs';

let containers = {};

/** @param {Record<string, string>} named service → container id */
export function nameContainers(named) {
  containers = named;
}

/**
 * Does some work and tells what it cost.
 * @returns what `work` gave, and `cpu`: seconds by service/program, `engine` (dockerd, containerd and its helpers: they
 * take the logs), `foreign`: of whatever else runs on the machine, `wall`: seconds
 */
export async function measured(work) {
  const before = snapshot();
  const result = await work();
  const after = snapshot();
  const used = {};
  for (const [pid, { group, threads, whole }] of after.processes) {
    const then = before.processes.get(pid);
    // What came meanwhile is a health check.
    if (then === undefined) continue;
    used[group] = (used[group] ?? 0) + Math.max(threads - then.threads, whole - then.whole);
  }
  const busy = (after.busy - before.busy) / 100;
  const own = (after.own - before.own) / 100;
  const known = Object.values(used).reduce((sum, seconds) => sum + seconds, 0) + own;
  return { ...result, cpu: { used, load: own, foreign: Math.max(0, busy - known), wall: after.at - before.at } };
}

function snapshot() {
  const processes = new Map();
  for (const pid of readdirSync('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    const group = groupOf(pid);
    if (group === null) continue;
    processes.set(pid, { group, threads: threadsTime(pid), whole: wholeTime(pid) });
  }
  return { at: performance.now() / 1000, processes, busy: machineBusy(), own: ownTime() };
}

const programs = new Map();

/** service/program, `engine`, or null. A process id is looked at again when its program changed. */
function groupOf(pid) {
  const program = read(`/proc/${pid}/cmdline`)
    .split(/[\0 ]/, 1)[0]
    .replace(/^.*\//, '')
    .replace(/:$/, '');
  if (program === '') return null;
  const known = programs.get(pid);
  if (known?.program === program && known.containers === containers) return known.group;
  const group = findGroup(pid, program);
  programs.set(pid, { program, group, containers });
  return group;
}

function findGroup(pid, program) {
  if (/^(dockerd|containerd|containerd-shim.*|docker-proxy)$/.test(program)) return 'engine';
  const cgroup = read(`/proc/${pid}/cgroup`);
  const service = Object.keys(containers).find((name) => cgroup.includes(containers[name]));
  return service === undefined || service === 'load' ? null : `${service}/${program}`;
}

/** Seconds of a process's living threads, to the nanosecond. Those that ended are gone from it. */
function threadsTime(pid) {
  let tids = [];
  try {
    tids = readdirSync(`/proc/${pid}/task`);
  } catch {
    // It ended meanwhile.
  }
  return tids.reduce((sum, tid) => sum + Number(read(`/proc/${pid}/task/${tid}/schedstat`).split(' ', 1)[0] || 0), 0) / 1e9;
}

/** Seconds of a process with all threads it ever had, to the hundredth: OpenJPEG makes and ends some for each picture. */
function wholeTime(pid) {
  const [user, system] = statTimes(pid);
  return (user + system) / 100;
}

/** Hundredths of a second of a process: user, system, and the same two of what it ran. Zeros once it is gone. */
function statTimes(pid) {
  const fields = read(`/proc/${pid}/stat`).replace(/^.*\) /, '').split(' ');
  return fields.length < 15 ? [0, 0, 0, 0] : fields.slice(11, 15).map(Number);
}

/** Hundredths of a second that the machine's processors were busy for its own processes. */
function machineBusy() {
  const [user, nice, system, , , irq, softirq] = read('/proc/stat').split('\n', 1)[0].split(/\s+/).slice(1).map(Number);
  return user + nice + system + irq + softirq;
}

/** Hundredths of a second of this program and of those that it ran. */
function ownTime() {
  return statTimes('self').reduce((sum, time) => sum + time, 0);
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
