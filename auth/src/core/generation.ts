/**
 * Names what has been heard of changes so far. Whatever was decided under one name stays right as long as that name is
 * the current one, so somebody else may keep it that long (docs/decisions/0014).
 *
 * All replicas hear the same notices in the same order, each name is reckoned from the one before it and the notice, and
 * marks begin anew: so replicas that heard the same call it the same, and one that is behind calls it something else.
 */
export interface Generation {
  /** Hexadecimal; at most 64 digits. */
  current(): string;
  /** A notice that all replicas hear, which changes what may be decided. */
  hear(notice: string): void;
  /** A mark that all replicas hear: from here on whoever heard it agrees, whatever was before. */
  mark(id: string): void;
  /** This replica itself changed something: nothing of before counts, though the others don't know it yet. */
  tell(): void;
  /** Notices were missed: nobody agrees with this one until the next mark. */
  lose(): void;
}

export interface GenerationOptions {
  /** One-way; hexadecimal digits. */
  readonly digest: (text: string) => string;
  /** Another text each time, of no other replica. */
  readonly newId: () => string;
  /** Milliseconds that only ever grow. */
  readonly now: () => number;
}

/** By then the notice of a change of one's own has come, and all replicas have a new name anyway. */
const ownForMs = 1000;

export function createGeneration({ digest, newId, now }: GenerationOptions): Generation {
  let shared = digest(newId());
  let own: { readonly tag: string; readonly until: number } | null = null;
  return {
    current() {
      if (own !== null && now() >= own.until) own = null;
      return own === null ? shared : digest(`own ${shared} ${own.tag}`);
    },
    hear(notice) {
      shared = digest(`heard ${shared} ${notice}`);
    },
    mark(id) {
      shared = digest(`mark ${id}`);
    },
    tell() {
      own = { tag: newId(), until: now() + ownForMs };
    },
    lose() {
      shared = digest(newId());
    },
  };
}
