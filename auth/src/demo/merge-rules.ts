import type { Policy } from '../core/policy/model.js';
import { type PartKind, partKinds, partOf, type PolicyPart } from './policy-parts.js';

export interface MergeRequest {
  readonly running: Policy;
  readonly demo: Policy;
  /** What an earlier load added: the demo's own, even if somebody edited it since. */
  readonly before: readonly PolicyPart[];
  /** Top folders of the administrator's own images: no rule of the demo may speak of them. */
  readonly ownFolders: ReadonlySet<string>;
}

export interface Merge {
  readonly policy: Policy;
  /** What is new in `policy`. */
  readonly added: readonly PolicyPart[];
  /** What was left as the administrator has it, in sentences. */
  readonly notes: readonly string[];
}

const words: Readonly<Record<PartKind, string>> = {
  tiers: 'tier',
  places: 'place',
  agreements: 'agreement',
  folders: 'rule',
};

function topFolder(pattern: string): string {
  return pattern.split('/')[1] ?? '';
}

/** Puts the demo's tiers, places, agreements and rules behind the running ones; whatever has a name already stays as it is. */
export function mergeDemoRules({ running, demo, before, ownFolders }: MergeRequest): Merge {
  const added: PolicyPart[] = [];
  const notes: string[] = [];
  const shadowed = new Set<string>();
  const take = <Kind extends PartKind>(kind: Kind): Policy[Kind] => {
    const there = new Map(running[kind].map((entry) => partOf(kind, entry)).map((part) => [part.name, part]));
    const fresh = demo[kind].filter((entry) => {
      const part = partOf(kind, entry);
      const taken = there.get(part.name);
      const ours = before.some((old) => old.kind === kind && old.name === part.name);
      if (kind === 'folders' && ownFolders.has(topFolder(part.name))) shadowed.add(topFolder(part.name));
      else if (taken === undefined) {
        added.push(part);
        return true;
      } else if (taken.text !== part.text && !ours)
        notes.push(`There is a ${words[kind]} ${part.name} of yours; it stays, and the demo’s is left out.`);
      return false;
    });
    // Both are lists of the same kind.
    return [...running[kind], ...fresh] as unknown as Policy[Kind];
  };
  const [tiers, places, agreements, folders] = [
    take('tiers'),
    take('places'),
    take('agreements'),
    take('folders'),
  ];
  for (const folder of shadowed)
    notes.push(`There is a folder ${folder} of yours; the demo’s, and its rules, are left out.`);
  return { policy: { ...running, tiers, places, agreements, folders }, added, notes };
}

/** Names of tiers, places and agreements that rules use. */
function namesIn(folders: Policy['folders']): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { grants, ceilings } of folders) {
    for (const { who, and, tier, agree } of grants ?? []) {
      names.add(`tiers ${tier}`);
      if (agree !== null) names.add(`agreements ${agree}`);
      for (const audience of [who, and]) if (audience?.kind === 'place') names.add(`places ${audience.name}`);
    }
    for (const { max, except } of ceilings) {
      names.add(`tiers ${max}`);
      if (except?.kind === 'place') names.add(`places ${except.name}`);
    }
  }
  return names;
}

/** Takes away what the demo added, unless somebody changed it or other rules use it by now. */
export function removeDemoRules(
  running: Policy,
  added: readonly PolicyPart[],
): { readonly policy: Policy; readonly notes: readonly string[]; readonly removed: number } {
  const notes: string[] = [];
  let removed = 0;
  const rest: Record<PartKind, readonly unknown[]> = { ...running };
  // Rules first: what they use can go only then.
  for (const kind of partKinds.toReversed()) {
    const used = namesIn(rest.folders as Policy['folders']);
    rest[kind] = (running[kind] as readonly Policy[PartKind][number][]).filter((entry) => {
      const part = partOf(kind, entry);
      const ours = added.find((old) => old.kind === kind && old.name === part.name);
      if (ours === undefined) return true;
      if (ours.text === part.text && !used.has(`${kind} ${part.name}`)) {
        removed += 1;
        return false;
      }
      const why = ours.text === part.text ? 'other rules use it' : 'it was changed since';
      notes.push(`The ${words[kind]} ${part.name} stays: ${why}.`);
      return true;
    });
  }
  // Lists were only made shorter.
  return { policy: { ...running, ...(rest as Partial<Policy>) }, notes, removed };
}
