import { type Result, err, ok } from '../result.js';
import type { Audience } from './model.js';

/** Names that rules may use for groups, users and places: no space, colon or invisible character. */
export const namePattern = /^[^\s:\p{Cc}\p{Cf}\p{Cs}]{1,64}$/u;

/** Reads `anyone`, `signed-in`, `user:NAME`, `group:NAME` or `place:NAME`. */
export function parseAudience(text: string): Result<Audience, string> {
  if (text === 'anyone' || text === 'signed-in') return ok({ kind: text });
  const colon = text.indexOf(':');
  const kind = text.slice(0, Math.max(colon, 0));
  const name = text.slice(colon + 1);
  if (kind !== 'user' && kind !== 'group' && kind !== 'place') return err(`"${text}" names no audience`);
  if (!namePattern.test(name)) return err(`"${name}" can't be the name of a ${kind}`);
  return ok({ kind, name });
}

/** The audience as rules write it. */
export function formatAudience(audience: Audience): string {
  return 'name' in audience ? `${audience.kind}:${audience.name}` : audience.kind;
}
