import { viewer } from '../support/test-app.js';
import type { Agent } from './agent.js';
import { posted } from './auth2-documents.js';

/** The token of a signed-in agent as a 2.0 viewer gets it. */
export async function token2(agent: Agent, scope: 'session' | 'place' = 'session'): Promise<string> {
  const answer = await agent.get(`/iiif-auth2/token/${scope}?messageId=1&origin=${viewer}`);
  return String(posted(answer)?.message.accessToken);
}

/** A request with a token and nothing else. */
export function bearer(token: string): { readonly Authorization: string } {
  return { Authorization: `Bearer ${token}` };
}
