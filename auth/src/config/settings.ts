import type { Result } from '../core/result.js';

/** One thing wrong with the settings: which variable, what is wrong, how to mend it. */
export interface ConfigProblem {
  readonly variable: string;
  readonly problem: string;
  readonly remedy: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;
export type ReadFile = (path: string) => string;

/** Reads variables one by one and collects every problem, so that all are told at once. */
export class SettingReader {
  readonly problems: ConfigProblem[] = [];
  readonly #env: Environment;
  readonly #readFile: ReadFile;

  constructor(env: Environment, readFile: ReadFile) {
    this.#env = env;
    this.#readFile = readFile;
  }

  refuse(variable: string, problem: string, remedy: string): void {
    this.problems.push({ variable, problem, remedy });
  }

  /** The variable's text, or that of the file that NAME_FILE names, without white space at the ends; null when unset or empty. */
  text(name: string): string | null {
    const plain = this.#env[name];
    const fileName = this.#env[`${name}_FILE`];
    if (plain !== undefined && plain !== '' && fileName !== undefined && fileName !== '') {
      this.refuse(name, `both ${name} and ${name}_FILE are set`, 'keep one of the two');
      return null;
    }
    if (fileName !== undefined && fileName !== '') return this.#fromFile(name, fileName);
    const trimmed = plain?.trim() ?? '';
    return trimmed === '' ? null : trimmed;
  }

  /** The text as `parse` understands it; `fallback` when unset or refused (a refusal is a problem, so the fallback never runs). */
  parsed<T>(name: string, fallback: T, parse: (text: string) => Result<T, string>, remedy: string): T {
    const text = this.text(name);
    if (text === null) return fallback;
    const result = parse(text);
    if (result.ok) return result.value;
    this.refuse(name, result.error, remedy);
    return fallback;
  }

  #fromFile(name: string, fileName: string): string | null {
    try {
      const text = this.#readFile(fileName).trim();
      if (text !== '') return text;
      this.refuse(`${name}_FILE`, 'the file is empty', 'write the value into it, or leave the variable out');
    } catch {
      this.refuse(
        `${name}_FILE`,
        'the file can not be read',
        'give the path of a file inside the container that its user may read',
      );
    }
    return null;
  }
}
