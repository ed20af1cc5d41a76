import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { createAgent } from './agent.js';
import { useTestApp } from './use-app.js';

const use = useTestApp();

interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly datasource?: { readonly uid: string };
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly { readonly expr: string }[];
}

const dashboard = JSON.parse(readFileSync('../metrics/grafana/dashboards/gatehouse.json', 'utf8')) as {
  readonly uid: string;
  readonly panels: readonly Panel[];
};
const alerts = readFileSync('../metrics/alerts.yml', 'utf8');
const queries = [
  ...dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)),
  ...[...alerts.matchAll(/^ *expr: (.*)$/gm)].map(([, expr]) => expr ?? ''),
];
/** A histogram or summary is one metric with several names. */
const bare = (name: string): string => name.replace(/_(?:bucket|sum|count)$/, '');
const namesIn = (text: string): readonly string[] =>
  [...text.matchAll(/\b(?:gatehouse|nodejs|process)_[a-z0-9_]+/g)].map(([name]) => bare(name));

/** Names that the gateway and the proxy write, which are programs of their own. */
function namesOfOthers(): ReadonlySet<string> {
  const folder = '../image-server/src/metrics';
  const files = [...readdirSync(folder).map((name) => `${folder}/${name}`), '../proxy/count-requests'];
  return new Set(files.flatMap((file) => namesIn(readFileSync(file, 'utf8'))));
}

/** Grafana is in no distribution and can't be asked here: what it would be given is compared with what there is. */
describe('dashboard and alerts', () => {
  it('ask for metrics that there are', async () => {
    const { text } = await createAgent(use().internalPort).get('/metrics');
    const own = new Set([...text.matchAll(/^# TYPE (\S+) /gm)].map(([, name]) => name));
    const others = namesOfOthers();
    // Known once a companion (certificates, backups) has told of itself.
    const later = /^gatehouse_(?:backup|certificate)_/;
    const wanted = [...new Set(queries.flatMap(namesIn))];
    expect(wanted.length).toBeGreaterThan(20);
    expect(wanted.filter((name) => !own.has(name) && !others.has(name) && !later.test(name))).toEqual([]);
  });

  it('have one place for each panel, which reads the Prometheus that is provided', () => {
    const provided = readFileSync('../metrics/grafana/provisioning/datasources/prometheus.yml', 'utf8');
    const uid = /uid: (\w+)/.exec(provided)?.[1];
    const taken = new Set<string>();
    for (const { id, title, type, datasource, gridPos, targets = [] } of dashboard.panels) {
      expect([title, title !== '', type === 'row' || targets.length > 0]).toEqual([title, true, true]);
      if (type !== 'row') expect([title, datasource?.uid]).toEqual([title, uid]);
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x += 1)
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y += 1) {
          expect([title, taken.has(`${x} ${y}`), x < 24]).toEqual([title, false, true]);
          taken.add(`${x} ${y}`);
        }
      expect(dashboard.panels.filter((panel) => panel.id === id)).toHaveLength(1);
    }
  });

  it('name a remedy for every alarm', () => {
    const names = alerts.match(/- alert: \w+/g) ?? [];
    expect(alerts.match(/^ *remedy: ".+"$/gm)).toHaveLength(names.length);
    expect(alerts.match(/^ *summary: ".+"$/gm)).toHaveLength(names.length);
  });
});
