import type { Answer } from './http-client.js';

export interface StoredCookie {
  readonly name: string;
  readonly value: string;
  readonly attributes: ReadonlyMap<string, string>;
}

/** Reads one Set-Cookie line; attribute names in lower case, flags with an empty value. */
export function parseSetCookie(line: string): StoredCookie {
  const [pair = '', ...rest] = line.split(';');
  const at = pair.indexOf('=');
  const attributes = new Map(
    rest.map((part) => {
      const [name = '', ...value] = part.trim().split('=');
      return [name.toLowerCase(), value.join('=')] as const;
    }),
  );
  return { name: pair.slice(0, at).trim(), value: pair.slice(at + 1).trim(), attributes };
}

/** The cookies of one person for the one host under test (paths and domains are asserted, not obeyed). */
export class CookieJar {
  readonly #cookies = new Map<string, StoredCookie>();

  /** Takes what an answer sets and forgets what it deletes. */
  keep(answer: Answer): void {
    for (const line of answer.lines('set-cookie')) {
      const cookie = parseSetCookie(line);
      if (isDeletion(cookie)) this.#cookies.delete(cookie.name);
      else this.#cookies.set(cookie.name, cookie);
    }
  }

  all(): StoredCookie[] {
    return [...this.#cookies.values()];
  }

  /** The Cookie header's value; '' for an empty jar. */
  header(): string {
    return this.all()
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
  }

  /** Headers to send along: none for an empty jar. */
  headers(): Record<string, string> {
    return this.#cookies.size === 0 ? {} : { cookie: this.header() };
  }
}

function isDeletion(cookie: StoredCookie): boolean {
  const maxAge = cookie.attributes.get('max-age');
  const expires = cookie.attributes.get('expires');
  if (maxAge !== undefined) return Number(maxAge) <= 0;
  return cookie.value === '' || (expires !== undefined && Date.parse(expires) < Date.now());
}
