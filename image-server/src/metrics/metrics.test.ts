import { describe, expect, it } from '@jest/globals';
import { createMetrics } from './metrics.js';

const sources = {
  lanes: () => [{ name: 'tiles', running: 2, waiting: 1, refused: 3 }],
  workers: () => 3,
  workerDeaths: () => 1,
  memory: () => 1000,
};

describe('the gateway’s metrics', () => {
  it('count answers by route and status, and how long pictures took', () => {
    const metrics = createMetrics(sources);
    metrics.count('image', 200, 0.02);
    metrics.count('image', 200, 30);
    metrics.count('image', 503, 0.001);
    metrics.count('facts', 415, 5);
    expect(metrics.text().split('\n')).toEqual(
      expect.arrayContaining([
        '# TYPE gatehouse_gateway_answers_total counter',
        'gatehouse_gateway_answers_total{route="image",status="200"} 2',
        'gatehouse_gateway_answers_total{route="image",status="503"} 1',
        'gatehouse_gateway_answers_total{route="facts",status="415"} 1',
        'gatehouse_gateway_seconds_bucket{le="0.005"} 1',
        'gatehouse_gateway_seconds_bucket{le="0.025"} 2',
        'gatehouse_gateway_seconds_bucket{le="10"} 2',
        'gatehouse_gateway_seconds_bucket{le="+Inf"} 3',
        'gatehouse_gateway_seconds_sum 30.021',
        'gatehouse_gateway_seconds_count 3',
      ]),
    );
  });

  it('tell of lanes, workers and memory', () => {
    expect(createMetrics(sources).text().split('\n')).toEqual(
      expect.arrayContaining([
        'gatehouse_gateway_lane_running{lane="tiles"} 2',
        'gatehouse_gateway_lane_waiting{lane="tiles"} 1',
        'gatehouse_gateway_lane_refused_total{lane="tiles"} 3',
        'gatehouse_gateway_workers 3',
        'gatehouse_gateway_worker_deaths_total 1',
        'process_resident_memory_bytes 1000',
      ]),
    );
  });
});
