import { Histogram, type Registry } from 'prom-client';

/**
 * A histogram that counts in plain arrays: on the hot path, where prom-client's own hashes its (absent) labels and
 * looks its buckets up by their text each time.
 * @param bounds seconds, ascending
 * @returns counts one duration, in seconds
 */
export function createDurations(
  registry: Registry,
  name: string,
  help: string,
  bounds: readonly number[],
): (seconds: number) => void {
  const counts = Array.from({ length: bounds.length + 1 }, () => 0);
  let sum = 0;
  const histogram = new Histogram({ name, help, buckets: [...bounds], registers: [registry] });
  // What prom-client writes out, in the shape that its own histograms give it.
  const get = async (): Promise<object> => {
    let total = 0;
    const values = [...bounds, '+Inf' as const].map((le, index) => {
      total += counts[index] ?? 0;
      return { labels: { le }, value: total, metricName: `${name}_bucket` };
    });
    return {
      name,
      help,
      type: 'histogram',
      aggregator: 'sum',
      values: [
        ...values,
        { labels: {}, value: sum, metricName: `${name}_sum` },
        { labels: {}, value: total, metricName: `${name}_count` },
      ],
    };
  };
  Object.assign(histogram, { get, getForPromString: get });
  return (seconds) => {
    let index = 0;
    while (index < bounds.length && seconds > (bounds[index] ?? 0)) index += 1;
    counts[index] = (counts[index] ?? 0) + 1;
    sum += seconds;
  };
}
