import { z } from 'zod';

import type { Policy } from '../core/policy/model.js';
import { validatePolicy } from '../core/policy/validate-policy.js';
import { createZone } from './zoned-time.js';

const texts = z.record(z.string(), z.string());
const time = z.int().nullable();
const audience = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['anyone', 'signed-in']) }),
  z.strictObject({ kind: z.enum(['user', 'group', 'place']), name: z.string() }),
]);
const grant = z.strictObject({
  who: audience,
  and: audience.nullable(),
  tier: z.string(),
  from: time,
  until: time,
  agree: z.string().nullable(),
});
const ceiling = z.strictObject({
  max: z.string(),
  from: time,
  until: time,
  except: audience.nullable(),
  reason: texts.nullable(),
});
const signIn = z.strictObject({
  patterns: z.array(z.enum(['login', 'clickthrough', 'kiosk', 'external'])).nullable(),
  label: texts.nullable(),
  header: texts.nullable(),
  description: texts.nullable(),
  confirm: texts.nullable(),
  failureHeader: texts.nullable(),
  failureDescription: texts.nullable(),
});
const rule = z.strictObject({
  pattern: z.string(),
  grants: z.array(grant).nullable(),
  ceilings: z.array(ceiling),
  manifest: z.enum(['open', 'skeleton', 'closed']).nullable(),
  hidden: z.boolean().nullable(),
  contact: z.string().nullable(),
  managed: z.literal('text').nullable(),
  signIn: signIn.nullable(),
});
const policy = z.strictObject({
  version: z.literal(1),
  timezone: z.string(),
  tiers: z.array(
    z.strictObject({ name: z.string(), maxEdge: z.int().nullable(), quality: z.enum(['color', 'gray']) }),
  ),
  places: z.array(z.strictObject({ name: z.string(), ranges: z.array(z.string()) })),
  agreements: z.array(
    z.strictObject({
      name: z.string(),
      version: z.int(),
      validSeconds: z.int().nullable(),
      title: texts,
      text: texts,
    }),
  ),
  folders: z.array(rule),
});

/** Takes what a database holds as a policy; null for anything but a complete, valid one, and then all is closed. */
export function parsePolicyJson(value: unknown): Policy | null {
  const read = policy.safeParse(value);
  if (!read.success || createZone(read.data.timezone) === null) return null;
  // The shape is checked; only the brand of the times is missing.
  const sound = read.data as Policy;
  return validatePolicy(sound).length === 0 ? sound : null;
}
