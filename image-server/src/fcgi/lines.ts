import type { Result } from '../../../auth/src/core/result.js';
import { type AskProblem, type Line, openLine, type Question } from './line.js';

/** Asks some worker; asks another one if the first goes away. */
export type Ask = <T>(question: Question<T>) => Promise<Result<T, AskProblem>>;

export interface Lines {
  readonly ask: Ask;
  /** Lines that are open, busy or not. */
  open(): number;
}

export interface LinesSettings {
  readonly socket: string;
  /** Workers that run now. */
  readonly workers: () => number;
}

/** An idle line holds a worker, which nobody else can ask meanwhile. */
const idleMs = 100;

/**
 * All workers accept from one socket, and whoever has a line to one has that one for itself. So a line is kept only
 * while there are no more lines than workers: else some line may wait for a worker, and gets that of the one closed.
 */
export function createLines({ socket, workers }: LinesSettings): Lines {
  const all = new Set<Line>();
  /** The one used last is taken first: what its worker needs is still near. */
  const idle: Line[] = [];
  const usedLately = new WeakSet<Line>();
  let sweeping: NodeJS.Timeout | null = null;

  function start(): Line {
    const line = openLine(socket, () => {
      all.delete(line);
      const at = idle.indexOf(line);
      if (at !== -1) idle.splice(at, 1);
    });
    all.add(line);
    return line;
  }

  function close(line: Line): void {
    all.delete(line);
    line.close();
  }

  function sweep(): void {
    for (const line of idle.splice(0)) {
      if (usedLately.delete(line)) idle.push(line);
      else close(line);
    }
    sweeping = idle.length === 0 ? null : setTimeout(sweep, idleMs).unref();
  }

  function release(line: Line): void {
    if (!line.isOpen()) return;
    if (all.size > workers()) return close(line);
    idle.push(line);
    usedLately.add(line);
    sweeping ??= setTimeout(sweep, idleMs).unref();
  }

  async function askOn<T>(line: Line, question: Question<T>): Promise<Result<T, AskProblem>> {
    const answer = await line.ask(question);
    release(line);
    return answer;
  }

  return {
    async ask(question) {
      const first = await askOn(idle.pop() ?? start(), question);
      // A kept line may have lost its worker unnoticed: never twice.
      return first.ok || first.error !== 'lost' ? first : askOn(start(), question);
    },
    open: () => all.size,
  };
}
