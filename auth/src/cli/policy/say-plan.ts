import { formatIdentifier } from '../../core/image/image-path.js';
import type { DiffCount, PolicyDiff } from '../../core/policy/diff.js';
import { countOf } from '../plain-text.js';
import type { Plan } from '../../policy-text/plan-policy.js';

const kinds = [
  ['opens', 'more open', (images: string) => `opens ${images}`],
  ['closes', 'more closed', (images: string) => `closes ${images}`],
  [
    'opensLater',
    'more open later (by a date in the rules)',
    (images: string) => `opens ${images} later, by a date in the rules`,
  ],
  [
    'closesLater',
    'more closed later (by a date in the rules)',
    (images: string) => `closes ${images} later, by a date in the rules`,
  ],
  [
    'reveals',
    'named to people who could not see the name',
    (images: string) => `names ${images} to people who could not see the name`,
  ],
] as const satisfies readonly (readonly [keyof PolicyDiff, string, (images: string) => string])[];

const fewSamples = 5;

function saySamples({ count, samples }: DiffCount, mostSamples: number): readonly string[] {
  const shown = samples.slice(0, mostSamples);
  const lines = shown.map(
    ({ path, who, before, after }) => `    ${formatIdentifier(path)}  ${who}: ${before} -> ${after}`,
  );
  return count > shown.length ? [...lines, `    and ${countOf(count - shown.length, 'other')}`] : lines;
}

/** The plan for people, one line each; of what changes, so many images are named. */
export function sayPlan(
  { images, places, same, unmatched, revived }: Plan,
  mostSamples = fewSamples,
): readonly string[] {
  if (same) return ['These are the running rules; nothing would change.'];
  const changed = kinds.filter(([kind]) => images[kind].count > 0);
  const lines = [
    `Of ${countOf(images.total, 'image')}, ${images.unchanged} stay as they are.`,
    ...changed.flatMap(([kind, , say]) => [
      `  ${say(countOf(images[kind].count, 'image'))}:`,
      ...saySamples(images[kind], mostSamples),
    ]),
  ];
  const elsewhere = kinds.filter(([kind]) => places[kind].count > 0 && images[kind].count === 0);
  for (const [kind, words] of elsewhere)
    lines.push(
      `  No image yet, but images put here would be ${words}:`,
      ...saySamples(places[kind], fewSamples),
    );
  for (const name of revived)
    lines.push(`  Acceptances of ${JSON.stringify(name)} that had run out would count again.`);
  const [first, ...others] = unmatched;
  if (first !== undefined && images.total > 0) {
    const shown = unmatched.slice(0, fewSamples).map((pattern) => JSON.stringify(pattern));
    const more = others.length < fewSamples ? '' : ` and ${countOf(unmatched.length - fewSamples, 'other')}`;
    lines.push(
      `Warning: no image of the index comes under ${countOf(unmatched.length, 'rule')}: ${shown.join(', ')}${more}. Names on disk count with capitals and accents.`,
    );
  }
  return lines;
}

/** `12 images become more open, 3 named …`: what needs a yes, in one line. */
export function sayOpening({ images, places, revived }: Plan): string {
  const parts = kinds
    .filter(([kind]) => kind === 'opens' || kind === 'opensLater' || kind === 'reveals')
    .filter(([kind]) => images[kind].count > 0)
    .map(([kind, words]) => `${countOf(images[kind].count, 'image')} would be ${words}`);
  if (parts.length > 0) return parts.join('; ');
  if (revived.length > 0) return `acceptances of ${revived.join(', ')} that had run out would count again`;
  const count = places.opens.count + places.opensLater.count + places.reveals.count;
  return count > 0 ? 'folders that hold no image yet would be more open' : 'nothing would be more open';
}

export function planJson({ images, places, same, unmatched, revived }: Plan): Record<string, unknown> {
  const { total, unchanged } = images;
  return {
    same,
    total,
    unchanged,
    ...countsJson(images),
    withoutImages: countsJson(places),
    unmatched,
    revived,
  };
}

function countsJson(diff: PolicyDiff): Record<string, unknown> {
  return Object.fromEntries(
    kinds.map(([kind]) => {
      const { count, samples } = diff[kind];
      return [
        kind,
        { count, samples: samples.map(({ path, ...sample }) => ({ id: formatIdentifier(path), ...sample })) },
      ];
    }),
  );
}
