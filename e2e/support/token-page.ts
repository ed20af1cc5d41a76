import assert from 'node:assert/strict';
import type { Visitor } from './visitor.js';

/** What the 2.0 token service says in its page. */
export interface ToldToken {
  readonly accessToken?: string;
  readonly expiresIn?: number;
  readonly profile?: string;
  readonly messageId?: string;
}

/** Asks for a token as a viewer's frame does, and reads the message out of the page. */
export async function tokenPage(
  visitor: Visitor,
  { origin, messageId = 'm1', scope = 'session' }: { origin: string; messageId?: string; scope?: string },
): Promise<ToldToken> {
  const query = new URLSearchParams({ messageId, origin }).toString();
  const answer = await visitor.ask(`/iiif-auth2/token/${scope}?${query}`);
  assert.equal(answer.status, 200);
  const posted = /postMessage\((\{.*\}),"[^"]*"\);/s.exec(answer.text())?.[1];
  return posted === undefined ? {} : (JSON.parse(posted) as ToldToken);
}
