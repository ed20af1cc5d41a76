import { isDisturbed } from './rounds.mjs';
import { spread } from './statistics.mjs';

/**
 * Rounds to figures. Ratios are taken within a round and only then sorted; disturbed measurements count only where
 * fewer than three undisturbed ones are left.
 */
export function summarise(rounds) {
  const names = Object.keys(rounds[0]);
  const subjects = Object.fromEntries(names.map((name) => [name, summariseSubject(rounds.map((round) => round[name]))]));
  return {
    rounds: rounds.length,
    subjects,
    ratios: {
      open: ratio(rounds, 'open', 'plain-open'),
      restricted: ratio(rounds, 'restricted', 'plain'),
      sessions: ratio(rounds, 'sessions', 'plain'),
      kept: ratio(rounds, 'kept', 'plain'),
      keptSessions: ratio(rounds, 'kept-sessions', 'plain'),
      toFlask: ratio(rounds, 'restricted', 'flask'),
      keptToFlask: ratio(rounds, 'kept', 'flask'),
      unchecked: ratio(rounds, 'unchecked', 'plain'),
      keptToUnchecked: ratio(rounds, 'kept', 'unchecked'),
      restrictedToUnchecked: ratio(rounds, 'restricted', 'unchecked'),
      cold: Object.fromEntries(['', '-photograph', '-untiled'].map((suffix) => [suffix, coldRatios(rounds, suffix)])),
      gateToGateway: ratio(rounds, 'cold-gate', 'cold-gateway'),
    },
    variants: Object.fromEntries(
      names.filter((name) => name.startsWith('variant ')).sort().map((name) => [name, ratio(rounds, name, 'plain')]),
    ),
    addedMs: added(rounds, 'kept-alone'),
    addedMsAsked: added(rounds, 'restricted-alone'),
  };
}

/** Of an uncached tile of a JPEG 2000: against iipsrv as Debian has it, and against the image server's own processes. */
function coldRatios(rounds, suffix) {
  const against = (way, other) => ratio(rounds, `cold-${way}${suffix}`, `cold-${other}${suffix}`);
  return {
    gateToDebian: against('gate', 'debian'),
    gatewayToDebian: against('gateway', 'debian'),
    gateToIipsrv: against('gate', 'iipsrv'),
    gatewayToIipsrv: against('gateway', 'iipsrv'),
  };
}

/** Milliseconds that a subject takes longer than the unprotected tile, at one connection. */
function added(rounds, name) {
  const pairs = chosen(rounds, name, 'plain-alone');
  const over = (read) => spread(pairs.map(([one, other]) => read(one) - read(other)));
  return { p50: over(({ p50 }) => p50), p99: over(({ p99 }) => p99) };
}

function summariseSubject(samples) {
  const clean = samples.filter((sample) => !isDisturbed(sample));
  const used = clean.length >= 3 ? clean : samples;
  const groups = [...new Set(used.flatMap(({ cpu }) => Object.keys(cpu.used)))].sort();
  const perRequest = (sample, group) => ((sample.cpu.used[group] ?? 0) / sample.requests) * 1e6;
  const over = (read) => spread(used.map(read));
  return {
    measured: samples.length,
    undisturbed: clean.length,
    perSecond: over(({ requests, seconds }) => requests / seconds),
    p50: over(({ p50 }) => p50),
    p99: over(({ p99 }) => p99),
    wrong: samples.reduce((sum, { wrong }) => sum + (wrong ?? 0), 0),
    cpuMicroseconds: Object.fromEntries(groups.map((group) => [group, over((sample) => perRequest(sample, group))])),
    cpuSum: over((sample) => cpuPerRequest(sample) * 1e6),
    foreign: spread(samples.map(({ cpu }) => cpu.foreign / cpu.wall)),
  };
}

/** Processor seconds of the stack per request; the engine, which keeps the logs, not counted. */
function cpuPerRequest({ cpu, requests }) {
  const sum = Object.entries(cpu.used).reduce((total, [group, seconds]) => total + (group === 'engine' ? 0 : seconds), 0);
  return sum / requests;
}

/** How much of `other`'s requests per second is left, and the same of processor time (the steadier figure). */
function ratio(rounds, one, other) {
  const pairs = chosen(rounds, one, other);
  return {
    perSecond: spread(pairs.map(([a, b]) => a.requests / a.seconds / (b.requests / b.seconds))),
    cpu: spread(pairs.map(([a, b]) => cpuPerRequest(b) / cpuPerRequest(a))),
  };
}

/** Pairs of one round; none where one of both wasn't measured. */
function chosen(rounds, one, other) {
  if (!(one in rounds[0]) || !(other in rounds[0])) return [];
  const pairs = rounds.map((round) => [round[one], round[other]]);
  const clean = pairs.filter((pair) => !pair.some(isDisturbed));
  return clean.length >= 3 ? clean : pairs;
}
