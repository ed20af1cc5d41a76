import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Observation } from '../core/observation.js';
import { createDurations } from './durations.js';
import { createTally } from './tally.js';
import { type MetricsSources, watchSources } from './watch-sources.js';

/** Counts what happens, for Prometheus (docs/operations.md lists the names). */
export interface Metrics {
  /** One answer of the check, by its outcome and why, after so many seconds. On the hot path: counts, and nothing else. */
  readonly countCheck: (outcome: string, reason: string, seconds: number) => void;
  readonly countObservation: (observation: Observation) => void;
  readonly countToken: (protocol: 1 | 2) => void;
  readonly contentType: string;
  /** Everything as text, in Prometheus' own format. */
  readonly text: () => Promise<string>;
}

/** Seconds: the warm path is well below the first, a cold one is a few database queries. */
const buckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 2.5];

/** A registry of its own, so that two programs in one process (tests) don't meet. */
export function createMetrics(sources: MetricsSources): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  watchSources(registry, sources);
  const check = createTally(registry, 'gatehouse_checks_total', 'Answers to nginx, by outcome and why', [
    'outcome',
    'reason',
  ]);
  const signIn = createTally(registry, 'gatehouse_sign_ins_total', 'Sign-ins, by outcome', ['outcome']);
  const token = createTally(registry, 'gatehouse_tokens_issued_total', 'Access tokens, by protocol', [
    'protocol',
  ]);
  const failure = createTally(registry, 'gatehouse_failures_total', 'What went wrong inside, by where', [
    'where',
  ]);
  const seconds = createDurations(registry, 'gatehouse_check_seconds', 'Time to answer nginx', buckets);
  return {
    countCheck(outcome, reason, took) {
      check(outcome, reason);
      seconds(took);
    },
    countObservation(observation) {
      if (observation.kind === 'sign-in') signIn(observation.outcome);
      if (observation.kind === 'failed') failure(observation.where);
    },
    countToken: (protocol) => token(String(protocol)),
    contentType: registry.contentType,
    text: async () => registry.metrics(),
  };
}
