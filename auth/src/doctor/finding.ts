/** `skip`: could not be tried here. */
export type State = 'ok' | 'warn' | 'fail' | 'skip';

/** What one check found; `meaning` and `remedy` are for whoever has to mend it, '' where nothing is to be. */
export interface Finding {
  readonly id: string;
  readonly title: string;
  readonly state: State;
  /** What was seen. */
  readonly seen: string;
  readonly meaning: string;
  readonly remedy: string;
}

/** What a check is about, told once; `judge` gives what was seen. */
export interface Topic {
  readonly id: string;
  readonly title: string;
  readonly meaning: string;
  readonly remedy: string;
}

export type Verdict = readonly [State, string];

export function finding(topic: Topic, [state, seen]: Verdict): Finding {
  const { id, title, meaning, remedy } = topic;
  const told = state === 'warn' || state === 'fail' ? { meaning, remedy } : { meaning: '', remedy: '' };
  return { id, title, state, seen, ...told };
}

/** All wrongs told together; none: `ok` and what was good. */
export function unlessWrong(wrongs: readonly string[], good: string, state: State = 'fail'): Verdict {
  return wrongs.length === 0 ? ['ok', good] : [state, wrongs.join('; ')];
}
