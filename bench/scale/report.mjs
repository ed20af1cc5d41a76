import { readFileSync, writeFileSync } from 'node:fs';

const begin = '<!-- scale: written by scripts/bench --scale --record -->';
const end = '<!-- end of scale -->';

/** Puts the table where the page wants it. */
export function recordScale(file, results) {
  const page = readFileSync(file, 'utf8');
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from === -1 || to === -1) throw new Error(`${file} has no place for the table`);
  writeFileSync(file, `${page.slice(0, from + begin.length)}\n\n${tableOf(results)}\n${page.slice(to)}`);
}

const middle = (all) => all[all.length >> 1];
const digits = (n) => (n < 100 ? String(n) : n.toFixed(0));

/** The results as Markdown. */
export function tableOf({ at, machine, images, rules, decisions, live, memory }) {
  const rows = [
    ...decisions.map(({ title, microseconds, smallest, largest }) => [
      `Decision: ${title}`,
      `${digits(microseconds)} (${digits(smallest)}–${digits(largest)}) µs`,
      '< 20 µs',
    ]),
    [`Edit of one folder among ${rules} rules: published`, `${middle(live.publishMs)} ms (at most ${live.publishMs.at(-1)})`, '-'],
    [
      `the same: in force after that on ${live.replicas} replicas (negative: before)`,
      `${middle(live.seenAfterMs)} ms (at most ${live.seenAfterMs.at(-1)}), ${live.edits} edits`,
      '≤ 1000 ms',
    ],
    [
      `Memory of the auth service, ${images} images and ${rules} rules`,
      `${memory.auth.started[0]} MB; ${memory.auth.afterManyImages} once ${memory.asked} images were asked for; ${memory.auth.afterEdits} after the edits`,
      '< 1000 MB',
    ],
    ['Memory of the database, same', memory.database > 0 ? `${memory.database} MB; ${memory.tableMegabytes} MB of table and indices` : `${memory.tableMegabytes} MB of table and indices`, '-'],
  ];
  const table = [['By number', 'measured', 'goal'], ['---', '---', '---'], ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  const loads = machine.load.map((one) => one.toFixed(1)).join(' and ');
  return `Measured ${at.slice(0, 16).replace('T', ' ')} UTC: ${machine.processors}, Node ${machine.node.slice(1)}; load of the machine ${loads}, before and after.\nDecisions: processor time, median of 7 rounds (smallest–largest).\n\n${table}`;
}
