import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Observation } from '../core/observation.js';

/** What is asked when somebody reads the metrics, not before. */
export interface MetricsSources {
  /** Images and files in the index; null: not known now. */
  readonly countImages: () => Promise<number | null>;
  /** Whether the change feed vouches for what is remembered. */
  readonly isFeedFresh: () => boolean;
}

/** Counts what happens, for Prometheus (docs/operations.md lists the names). */
export interface Metrics {
  /** One answer of the check, by its outcome, after so many seconds. On the hot path: counts, and nothing else. */
  readonly countCheck: (outcome: string, seconds: number) => void;
  readonly countObservation: (observation: Observation) => void;
  readonly countToken: (protocol: 1 | 2) => void;
  readonly contentType: string;
  /** Everything as text, in Prometheus' own format. */
  readonly text: () => Promise<string>;
}

/** Seconds: the warm path is well below the first, a cold one is a few database queries. */
const buckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 2.5];

/** Labels of a counter → how often. A plain map is a tenth of the price of labels that are hashed each time. */
function createTally(registry: Registry, name: string, help: string, label: string) {
  const counts = new Map<string, number>();
  // oxlint-disable-next-line no-new -- it registers itself
  new Counter({
    name,
    help,
    labelNames: [label],
    registers: [registry],
    collect() {
      this.reset();
      for (const [value, count] of counts) this.inc({ [label]: value }, count);
    },
  });
  return (value: string): void => void counts.set(value, (counts.get(value) ?? 0) + 1);
}

function watchSources(registry: Registry, { countImages, isFeedFresh }: MetricsSources): void {
  const gauge = (name: string, help: string, read: () => Promise<number | null> | number): void => {
    // oxlint-disable-next-line no-new -- it registers itself
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        const value = await read();
        if (value !== null) this.set(value);
      },
    });
  };
  gauge('gatehouse_index_images', 'Images and files in the index', countImages);
  gauge('gatehouse_feed_fresh', '1 while this replica hears of every change, else 0', () =>
    isFeedFresh() ? 1 : 0,
  );
}

/** A registry of its own, so that two programs in one process (tests) don't meet. */
export function createMetrics(sources: MetricsSources): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  watchSources(registry, sources);
  const check = createTally(registry, 'gatehouse_checks_total', 'Answers to nginx, by outcome', 'outcome');
  const signIn = createTally(registry, 'gatehouse_sign_ins_total', 'Sign-ins, by outcome', 'outcome');
  const token = createTally(
    registry,
    'gatehouse_tokens_issued_total',
    'Access tokens, by protocol',
    'protocol',
  );
  const failure = createTally(
    registry,
    'gatehouse_failures_total',
    'What went wrong inside, by where',
    'where',
  );
  const seconds = new Histogram({
    name: 'gatehouse_check_seconds',
    help: 'Time to answer nginx',
    buckets,
    registers: [registry],
  });
  return {
    countCheck(outcome, took) {
      check(outcome);
      seconds.observe(took);
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
