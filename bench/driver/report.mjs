import { readFileSync, writeFileSync } from 'node:fs';

const begin = '<!-- measured: written by scripts/bench --record -->';
const end = '<!-- end of measured -->';

/** Puts the tables where the page wants them. */
export function recordTables(file, results) {
  const page = readFileSync(file, 'utf8');
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from === -1 || to === -1) throw new Error(`${file} has no place for the tables`);
  writeFileSync(file, `${page.slice(0, from + begin.length)}\n${tablesOf(results)}${page.slice(to)}`);
}

/** The results as Markdown. */
export function tablesOf(results) {
  return [machine, ratios, warm, cold, crowd, variants, revocation, rest].filter((part) => part(results) !== '').map((part) => `\n${part(results)}\n`).join('');
}

const digits = (n) => (Math.abs(n) >= 100 ? n.toFixed(0) : Math.abs(n) >= 10 ? n.toFixed(1) : n.toFixed(2));
const range = (s) => (s === null || s === undefined ? '-' : `${digits(s.median)} (${digits(s.min)}–${digits(s.max)})`);
const whole = (s) => (s === null || s === undefined ? '-' : `${Math.round(s.median)} (${Math.round(s.min)}–${Math.round(s.max)})`);

function table(head, rows) {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function machine({ at, quick, machine: m, pinned, rounds, meanTileBytes, sessions, subjects }) {
  const foreign = Math.max(...Object.values(subjects).map((s) => s.foreign.median));
  return [
    `Measured ${at.slice(0, 16).replace('T', ' ')} UTC${quick ? ', quick' : ''}: ${m.processors}, ${m.memoryGiB} GiB, ${m.system}; Docker ${m.engine}, nginx ${m.nginx},`,
    `Node ${m.node.replace('v', '')}, PostgreSQL ${m.postgres}. ${rounds} rounds; ${pinned ? 'the whole stack on one processor, the load on another' : 'stack and load share the processor'}; tiles of ${(meanTileBytes / 1000).toFixed(1)} kB on average;`,
    `${sessions} sessions. Other work on the machine took up to ${foreign.toFixed(2)} processors (median of the worst subject).${foreign > 0.2 ? ' **Disturbed: take the processor time and its ratios, not the requests per second.**' : ''}`,
  ].join('\n');
}

function ratios({ ratios: r, addedMs, addedMsAsked, subjects }) {
  const nginx = (name) => subjects[name].cpuMicroseconds['proxy/nginx'];
  const added = (name) => digits(nginx(name).median - nginx('plain').median);
  const authOf = (name) => subjects[name].cpuMicroseconds['auth/node'];
  const rows = [
    ['Restricted tile, 1 session ÷ unprotected', r.kept, '≥ 0.60, 0.75'],
    ['Restricted tile, many sessions ÷ unprotected', r.keptSessions, '≥ 0.50, 0.75'],
    ['Restricted tile ÷ the same behind the Flask peer', r.keptToFlask, '≥ 18'],
    ['Restricted tile ÷ same configuration without the check', r.keptToUnchecked, '-'],
    ['Every tile asked for (`DECISION_CACHE=off`), 1 session ÷ unprotected', r.restricted, '≥ 0.28, 0.35'],
    ['Every tile asked for, many sessions ÷ unprotected', r.sessions, '≥ 0.28, 0.35'],
    ['Every tile asked for, open image ÷ unprotected', 'plain-open' in subjects ? r.open : null, '≥ 0.25, 0.35'],
    ['Every tile asked for ÷ the same behind the Flask peer', r.toFlask, '≥ 10'],
    ['Every tile asked for ÷ same configuration without the check', r.restrictedToUnchecked, '-'],
    ...Object.entries(coldFiles).flatMap(([suffix, file]) => coldRatios(r.cold[suffix], file)),
    ['Cold JP2 tile, drawn, tiles of 512 (the easiest): gate ÷ gateway', r.gateToGateway, '-'],
  ].map(([what, value, goal]) => [what, range(value?.perSecond), range(value?.cpu), goal]);
  return [
    table(['Ratio within one round', 'requests/s', 'processor time', 'goal, stretch'], rows),
    '',
    table(
      ['Added by the check', 'as it ships, many sessions', 'every tile asked for, 1 session', 'goal, stretch'],
      [
        ['µs of processor in the auth service, per tile', range(authOf('kept-sessions')), range(authOf('restricted')), '≤ 30, 20'],
        ['µs of processor in nginx, per tile', added('kept-sessions'), added('restricted'), '≤ 20, 12'],
        ['ms at one connection, p50', range(addedMs.p50), range(addedMsAsked.p50), '≤ 0.10, 0.08'],
        ['ms at one connection, p99', range(addedMs.p99), range(addedMsAsked.p99), '≤ 0.6'],
      ],
    ),
  ].join('\n');
}

/** Rows of an uncached tile. */
function coldRatios(of, file) {
  const title = `Cold JP2 tile, ${file}`;
  return [
    [`${title}: gate ÷ iipsrv alone, as Debian has it`, of.gateToDebian, '≥ 0.95, 0.99'],
    [`${title}: gateway ÷ the same`, of.gatewayToDebian, '-'],
    [`${title}: gate ÷ our iipsrv processes alone`, of.gateToIipsrv, '-'],
    [`${title}: gateway ÷ the same`, of.gatewayToIipsrv, '-'],
  ];
}

const warmNames = {
  plain: 'unprotected: restricted image’s tiles',
  'plain-open': 'unprotected: open image’s tiles',
  unchecked: 'our configuration without the check',
  kept: 'restricted tile, 1 session',
  'kept-sessions': 'restricted tile, many sessions',
  open: 'every tile asked for, open image',
  restricted: 'every tile asked for, 1 session',
  sessions: 'every tile asked for, many sessions',
  flask: 'the Flask peer asked about every tile, 1 session',
  check: 'the check alone (`query_auth`)',
  'info-open': 'info.json, open',
  'info-401': 'info.json, 401',
  'plain-alone': 'unprotected, one connection',
  'kept-alone': 'restricted tile, one connection',
  'restricted-alone': 'every tile asked for, one connection',
};

function warm({ subjects }) {
  const rows = Object.entries(warmNames)
    .filter(([name]) => name in subjects)
    .map(([name, title]) => {
      const { perSecond, p50, p99, cpuMicroseconds: cpu, cpuSum, wrong, undisturbed, measured } = subjects[name];
      const cell = (group) => (cpu[group] === undefined ? '-' : digits(cpu[group].median));
      return [title, whole(perSecond), `${digits(p50.median)} / ${digits(p99.median)}`, cell('proxy/nginx'), cell('auth/node'), cell('db/postgres'), range(cpuSum), cell('engine'), wrong, `${undisturbed}/${measured}`];
    });
  return table(['Warm', 'requests/s', 'p50/p99 ms', 'nginx µs', 'auth µs', 'db µs', 'sum µs', 'engine µs', 'wrong', 'undisturbed'], rows);
}

const coldFiles = { '': 'drawn, tiles of 512 (the easiest)', '-photograph': 'photograph, tiles of 1024', '-untiled': 'photograph, OpenJPEG’s defaults (untiled)' };
const coldWays = { gate: 'gate', gateway: 'gateway alone', iipsrv: 'our iipsrv processes alone, behind nginx', debian: 'iipsrv as Debian has it, behind nginx' };
const coldNames = Object.fromEntries(
  Object.entries(coldFiles).flatMap(([suffix, file]) => Object.entries(coldWays).map(([way, title]) => [`cold-${way}${suffix}`, `${file}: ${title}`])),
);

function cold({ subjects }) {
  const rows = Object.entries(coldNames).map(([name, title]) => {
    const { perSecond, p50, p99, cpuMicroseconds: cpu, cpuSum, undisturbed, measured } = subjects[name];
    const cell = (group) => (cpu[group] === undefined ? '-' : digits(cpu[group].median / 1000));
    const ms = { median: cpuSum.median / 1000, min: cpuSum.min / 1000, max: cpuSum.max / 1000 };
    return [title, range(perSecond), `${digits(p50.median)} / ${digits(p99.median)}`, cell(name.startsWith('cold-debian') ? 'robin/iipsrv.fcgi' : 'image-server/iipsrv.fcgi'), cell('image-server/node'), range(ms), `${undisturbed}/${measured}`];
  });
  return table(['Cold tile of a JP2, 6000 × 8000, 15:1', 'tiles/s', 'p50/p99 ms', 'iipsrv ms', 'gateway ms', 'sum ms', 'undisturbed'], rows);
}

function variants({ variants: v, subjects }) {
  const rows = Object.entries(v).map(([name, { cpu }]) => {
    const { perSecond, cpuMicroseconds, cpuSum } = subjects[name];
    const cell = (group) => (cpuMicroseconds[group] === undefined ? '-' : digits(cpuMicroseconds[group].median));
    return [name.replace('variant ', ''), whole(perSecond), cell('proxy/nginx'), cell('auth/node'), range(cpuSum), cell('engine'), range(cpu)];
  });
  const head = ['Variant (bench/proxy/variants)', 'requests/s', 'nginx µs', 'auth µs', 'sum µs', 'engine µs', 'processor time, unprotected ÷ this'];
  return rows.length === 0 ? '' : table(head, rows);
}

function crowd({ beside: { gateway, robin }, viewers }) {
  const row = (title, { tiles, wrong, p50, p90, p99, max, heavyDone }) =>
    [title, tiles, `${digits(p50)} / ${digits(p90)} / ${digits(p99)} / ${digits(max)}`, heavyDone, wrong];
  return [
    table(
      ['Tiles, 20 a second, while one client pulls a whole lossless picture', 'tiles', 'p50 / p90 / p99 / max ms', 'whole pictures', 'wrong'],
      [row('our image server', gateway), row('iipsrv, 3 processes in turns', robin)],
    ),
    '',
    `p99 beside the heavy client: ${((gateway.p99 / robin.p99) * 100).toFixed(0)} % of round robin's (goal: ≤ 15 %). ` +
      `${viewers.people} viewers, bursts of 20 warm restricted tiles: ${viewers.tiles} tiles, p50 ${digits(viewers.p50)} ms, ` +
      `**p95 ${digits(viewers.p95)} ms**, at most ${digits(viewers.max)} ms, ${viewers.wrong} wrong.`,
  ].join('\n');
}

const times = (s) => (s === null || s === undefined ? '-' : [s.min, s.median, s.p90, s.max].map((n) => digits(n)).join(' / '));

function revocation({ revocation: r }) {
  const rows = [
    ['sign-out sent → first 401', r.one.toFirstRefusal, r.one.servedAfterAnswer, '≤ 50'],
    ...(r.two === undefined
      ? []
      : [
          [`the same, ${r.replicas} replicas`, r.two.toFirstRefusal, '-', '≤ 1000'],
          [`sign-out sent → last tile asked for and served, ${r.replicas} replicas`, r.two.toLastServed, r.two.servedAfterAnswer, '≤ 1000'],
        ]),
    ['`policy apply` said so → in effect (negative: before)', r.policy.sinceMessage, '-', '≤ 1000'],
  ].map(([what, spread, after, goal]) => [what, times(spread), spread.n, after, goal]);
  return table(['Revocation', 'min / median / p90 / max ms', 'tries', 'served though asked for after the answer', 'goal'], rows);
}

function rest({ signIns, startUp, memory, atRest }) {
  const services = Object.entries(startUp.services).map(([name, seconds]) => `${name} ${seconds.toFixed(1)}`).join(', ');
  const used = (m) => Object.entries(m).map(([name, mb]) => `${name} ${mb.toFixed(0)}`).join(', ');
  const idle = Object.entries(atRest)
    .filter(([name, share]) => name !== 'engine' && share >= 0.0005)
    .map(([name, share]) => `${name} ${(share * 100).toFixed(1)} %`)
    .join(', ');
  return table(
    ['Further', 'measured'],
    [
      ['Sign-ins per second', `${range(signIns.perSecond)}; processor per sign-in: auth ${range(signIns.authCpuMs)} ms, database ${range(signIns.databaseCpuMs)} ms`],
      ['Start-up, everything new → healthy', `${startUp.fresh.toFixed(1)} s; each from its own start: ${services} s`],
      ...(startUp.again === null ? [] : [['Start-up, data there → healthy', `${startUp.again.toFixed(1)} s`]]),
      ['Memory at rest, MB', used(memory.atRest)],
      ['Memory after the load, MB', used(memory.afterwards)],
      ['Processor at rest', idle],
    ],
  );
}
