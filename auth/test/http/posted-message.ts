import { runInNewContext } from 'node:vm';
import type { Json } from './agent.js';
import { attribute } from './forms.js';

/** What a token page posts, as the page that embeds it would see it. */
export interface Posted {
  readonly message: Json;
  readonly targetOrigin: unknown;
  /** Milliseconds before it is posted. */
  readonly delay: number;
}

/** Runs the page's scripts as a browser that obeys its Content-Security-Policy would; null: nothing is posted. */
export function runTokenPage(page: string, policy: string): Posted | null {
  const nonce = /script-src 'nonce-([\w-]+)'/.exec(policy)?.[1];
  const posted: Posted[] = [];
  let delay = 0;
  const window = {
    parent: {
      postMessage: (message: unknown, targetOrigin: unknown) => posted.push({ message, targetOrigin, delay }),
    },
  };
  const setTimeout = (run: () => void, milliseconds: number): void => {
    delay = milliseconds;
    run();
  };
  for (const [element, script = ''] of page.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/gi)) {
    if (attribute(element.slice(0, element.indexOf('>') + 1), 'nonce') === nonce)
      runInNewContext(script, { window, setTimeout });
  }
  if (posted.length > 1) throw new Error('the page posts more than once');
  const [first] = posted;
  // Out of the other realm, so that objects compare by what they hold.
  return first === undefined ? null : (JSON.parse(JSON.stringify(first)) as Posted);
}
