/** One value of a metric with its labels. */
export type Sample = readonly [labels: Readonly<Record<string, string>>, value: number];

/** A metric in Prometheus' text format. Labels are ours: none holds a quote, a backslash or a line end. */
export function formatMetric(
  name: string,
  type: 'counter' | 'gauge' | 'histogram',
  help: string,
  samples: readonly (Sample | readonly [...Sample, suffix: string])[],
): string {
  const lines = samples.map(([labels, value, suffix = '']) => {
    const pairs = Object.entries(labels).map(([label, text]) => `${label}="${text}"`);
    return `${name}${suffix}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${value}\n`;
  });
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}
