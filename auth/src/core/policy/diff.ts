import type { ImagePath } from '../image/image-path.js';
import type { EpochSeconds } from '../time.js';
import { listBoundaries } from './boundaries.js';
import type { CompiledPolicy, CompiledRule } from './compile.js';
import { covers } from './covers.js';
import { bestGrant } from './judge.js';
import type { FolderRule, ManifestMode, TierLimits } from './model.js';
import { listSamplePeople, type SamplePerson } from './sample-people.js';
import { tierName } from './tier-table.js';
import { findRules, type FoundRule, nearest, scopeOf, type Scope } from './walk.js';

/** An image that changes, for whom, and from what to what. */
export interface DiffSample {
  readonly path: ImagePath;
  readonly who: string;
  readonly before: string;
  readonly after: string;
}

export interface DiffCount {
  readonly count: number;
  /** The first ones, as many as were asked for. */
  readonly samples: readonly DiffSample[];
}

/** What publishing `after` would change. An image may be in `opens` and in `closes`: for different people. */
export interface PolicyDiff {
  readonly total: number;
  readonly unchanged: number;
  /** More open for somebody at once. */
  readonly opens: DiffCount;
  readonly closes: DiffCount;
  /** Not at once, but at a date in the rules: an embargo that now ends sooner, say. */
  readonly opensLater: DiffCount;
  readonly closesLater: DiffCount;
  /** Manifests loosened or folders no longer hidden: names become visible. */
  readonly reveals: DiffCount;
}

type Kind = 'opens' | 'closes' | 'opensLater' | 'closesLater' | 'reveals';
type Changes = Partial<Record<Kind, Omit<DiffSample, 'path'>>>;

/** Compares two policies image by image; feed it as many paths as there are. */
export interface PolicyComparison {
  add(path: ImagePath): void;
  /** True if anything changes under the rules of this path. */
  changes(path: ImagePath): boolean;
  /** Counts images that are under the same rules as `place`; `samples` are some of them. */
  addMany(place: ImagePath, count: number, samples: readonly ImagePath[]): void;
  /** Counts images of which it is known otherwise that nothing changes. */
  addUnchanged(count: number): void;
  /** Did any path so far come under this rule of the second policy? */
  wasMet(rule: FolderRule): boolean;
  result(): PolicyDiff;
}

const samplesByDefault = 20;

/** Starts a comparison as of `now`, which keeps so many samples of each kind. Images under the same rules are judged once. */
export function comparePolicies(
  before: CompiledPolicy,
  after: CompiledPolicy,
  now: EpochSeconds,
  mostSamples = samplesByDefault,
): PolicyComparison {
  const known = new Map<string, Changes>();
  const numbers = new Map<CompiledRule, number>();
  const numberOf = ({ compiled, level }: FoundRule): string => {
    const number = numbers.get(compiled) ?? numbers.size;
    numbers.set(compiled, number);
    return `${number}${level}`;
  };
  const kinds: readonly Kind[] = ['opens', 'closes', 'opensLater', 'closesLater', 'reveals'];
  const counts = new Map(kinds.map((kind) => [kind, { count: 0, samples: [] as DiffSample[] }]));
  const countOf = (kind: Kind): DiffCount => counts.get(kind) ?? { count: 0, samples: [] };
  const met = new Set<FolderRule>();
  let total = 0;
  let unchanged = 0;
  const changesAt = (path: ImagePath): Changes => {
    const sides = [findRules(before, path, 'file'), findRules(after, path, 'file')] as const;
    const key = sides.map((found) => found.map(numberOf).join(' ')).join('|');
    if (!known.has(key)) for (const { compiled } of sides[1]) met.add(compiled.rule);
    const changes = known.get(key) ?? findChanges([before, sides[0]], [after, sides[1]], now);
    known.set(key, changes);
    return changes;
  };
  const addMany = (place: ImagePath, count: number, samples: readonly ImagePath[]): void => {
    const changes = changesAt(place);
    total += count;
    if (Object.keys(changes).length === 0) unchanged += count;
    for (const [kind, tally] of counts) {
      const change = changes[kind];
      if (change === undefined) continue;
      tally.count += count;
      for (const path of samples)
        if (tally.samples.length < mostSamples) tally.samples.push({ path, ...change });
    }
  };
  return {
    add: (path) => addMany(path, 1, [path]),
    addMany,
    changes: (path) => Object.keys(changesAt(path)).length > 0,
    addUnchanged(count) {
      total += count;
      unchanged += count;
    },
    wasMet: (rule) => met.has(rule),
    result: () => ({
      total,
      unchanged,
      opens: countOf('opens'),
      closes: countOf('closes'),
      opensLater: countOf('opensLater'),
      closesLater: countOf('closesLater'),
      reveals: countOf('reveals'),
    }),
  };
}

/** Compares two policies on a list of images. */
export function diffPolicies(
  before: CompiledPolicy,
  after: CompiledPolicy,
  paths: Iterable<ImagePath>,
  now: EpochSeconds,
): PolicyDiff {
  const comparison = comparePolicies(before, after, now);
  for (const path of paths) comparison.add(path);
  return comparison.result();
}

type Side = readonly [CompiledPolicy, readonly FoundRule[]];

function findChanges(before: Side, after: Side, now: EpochSeconds): Changes {
  const old = [before[0], scopeOf(before[1])] as const;
  const fresh = [after[0], scopeOf(after[1])] as const;
  const changes: Changes = {};
  const people = listSamplePeople([old, fresh]);
  const later = new Set([...listBoundaries(old[1], now), ...listBoundaries(fresh[1], now)]);
  for (const time of [now, ...[...later].sort((a, b) => a - b)])
    for (const person of people) {
      const [was, is] = [tierAt(old, person, time), tierAt(fresh, person, time)];
      const change = { who: person.label, before: was.name, after: is.name };
      if (exceeds(is.limits, was.limits)) changes[time === now ? 'opens' : 'opensLater'] ??= change;
      if (exceeds(was.limits, is.limits)) changes[time === now ? 'closes' : 'closesLater'] ??= change;
    }
  if (changes.opens !== undefined) delete changes.opensLater;
  if (changes.closes !== undefined) delete changes.closesLater;
  const [was, is] = [visibilityOf(before[1]), visibilityOf(after[1])];
  if (isLooser(is, was)) changes.reveals = { who: 'anyone', before: was, after: is };
  return changes;
}

/** Something that somebody gets more of. */
export interface Opening {
  readonly who: string;
  readonly before: string;
  readonly after: string;
  /** What they would see; null with `isReveal`: names, not pixels. */
  readonly limits: TierLimits | null;
  readonly isReveal: boolean;
}

/** Everything that becomes more open for somebody, at any time, where these rules apply. */
export function findChangesAt(before: Side, after: Side, now: EpochSeconds): readonly Opening[] {
  const old = [before[0], scopeOf(before[1])] as const;
  const fresh = [after[0], scopeOf(after[1])] as const;
  const openings: Opening[] = [];
  const times = new Set([now, ...listBoundaries(old[1], now), ...listBoundaries(fresh[1], now)]);
  for (const time of times)
    for (const person of listSamplePeople([old, fresh])) {
      const [was, is] = [tierAt(old, person, time), tierAt(fresh, person, time)];
      if (exceeds(is.limits, was.limits))
        openings.push({
          who: person.label,
          before: was.name,
          after: is.name,
          limits: is.limits,
          isReveal: false,
        });
    }
  const [was, is] = [visibilityOf(before[1]), visibilityOf(after[1])];
  if (isLooser(is, was))
    openings.push({ who: 'anyone', before: was, after: is, limits: null, isReveal: true });
  return openings;
}

function tierAt(
  [policy, scope]: readonly [CompiledPolicy, Scope],
  person: SamplePerson,
  time: EpochSeconds,
): { readonly name: string; readonly limits: TierLimits | null } {
  const { rank } = bestGrant(scope, person.under(policy), time);
  return { name: tierName(policy.tiers, rank), limits: policy.tiers.limits[rank] ?? null };
}

function exceeds(a: TierLimits | null, b: TierLimits | null): boolean {
  return a !== null && (b === null || !covers(b, a));
}

type Visibility = ManifestMode | 'hidden';
const loosest: readonly Visibility[] = ['hidden', 'closed', 'skeleton', 'open'];

function visibilityOf(found: readonly FoundRule[]): Visibility {
  if (nearest(found, (rule) => rule.hidden) === true) return 'hidden';
  return nearest(found, (rule) => rule.manifest) ?? 'skeleton';
}

function isLooser(a: Visibility, b: Visibility): boolean {
  return loosest.indexOf(a) > loosest.indexOf(b);
}
