import type { LaneState } from '../render/lanes.js';
import { createDurations } from './durations.js';
import { formatMetric, type Sample } from './format.js';

export type Route = 'image' | 'facts' | 'other';

/** What is asked when somebody reads the metrics. */
export interface MetricsSources {
  readonly lanes: () => readonly LaneState[];
  readonly workers: () => number;
  readonly workerDeaths: () => number;
  /** Bytes. */
  readonly memory: () => number;
}

/** Counts what the gateway does, for Prometheus (docs/operations.md lists the names). */
export interface Metrics {
  /** One answer. */
  count(route: Route, status: number, seconds: number): void;
  /** Everything, in Prometheus' text format. */
  text(): string;
}

/** Seconds: a tile of a good file takes a few hundredths, a large picture a few seconds. */
const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

const ofLanes = (lanes: readonly LaneState[], read: (lane: LaneState) => number): readonly Sample[] =>
  lanes.map((lane) => [{ lane: lane.name }, read(lane)]);

/** @returns an empty count */
export function createMetrics(sources: MetricsSources): Metrics {
  const answers = new Map<string, number>();
  const seconds = createDurations(bounds);
  return {
    count(route, status, took) {
      const key = `${route} ${status}`;
      answers.set(key, (answers.get(key) ?? 0) + 1);
      if (route === 'image') seconds.observe(took);
    },
    text() {
      const lanes = sources.lanes();
      const counted = [...answers].map(([key, count]): Sample => {
        const [route = '', status = ''] = key.split(' ');
        return [{ route, status }, count];
      });
      return [
        formatMetric('gatehouse_gateway_answers_total', 'counter', 'Answers, by route and status', counted),
        formatMetric('gatehouse_gateway_seconds', 'histogram', 'Time to make a picture', seconds.samples()),
        formatMetric(
          'gatehouse_gateway_lane_running',
          'gauge',
          'Pictures being made',
          ofLanes(lanes, (lane) => lane.running),
        ),
        formatMetric(
          'gatehouse_gateway_lane_waiting',
          'gauge',
          'Pictures that wait for their turn',
          ofLanes(lanes, (lane) => lane.waiting),
        ),
        formatMetric(
          'gatehouse_gateway_lane_refused_total',
          'counter',
          'Pictures refused as too many waited',
          ofLanes(lanes, (lane) => lane.refused),
        ),
        formatMetric('gatehouse_gateway_workers', 'gauge', 'iipsrv processes that run', [
          [{}, sources.workers()],
        ]),
        formatMetric(
          'gatehouse_gateway_worker_deaths_total',
          'counter',
          'iipsrv processes that ended unasked',
          [[{}, sources.workerDeaths()]],
        ),
        formatMetric('process_resident_memory_bytes', 'gauge', 'Memory of the gateway without its workers', [
          [{}, sources.memory()],
        ]),
      ].join('');
    },
  };
}
