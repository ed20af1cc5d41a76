import { parseAudience } from '../core/policy/audience.js';
import type { Audience, Ceiling, FolderRule, Grant, SignInTexts } from '../core/policy/model.js';
import { inSteps, type Stepwise } from '../core/stepwise.js';
import type { EpochSeconds } from '../core/time.js';
import type { Field, FieldReader } from './field-reader.js';
import { readOneOf, readTexts, requireKey } from './read-definitions.js';
import type { Zone } from './zoned-time.js';

/** The keys of a folder, a grant, a ceiling and `sign_in`; docs/policy.schema.json has the same. */
export const ruleKeys = {
  folder: ['grants', 'ceilings', 'manifest', 'hidden', 'contact', 'managed', 'sign_in'],
  grant: ['who', 'and', 'tier', 'from', 'until', 'agree'],
  ceiling: ['max', 'from', 'until', 'except', 'reason'],
  signIn: ['patterns', 'label', 'header', 'description', 'confirm', 'failure_header', 'failure_description'],
} as const;

/** Reads `folders`. */
export function* readFolders(reader: FieldReader, field: Field, zone: Zone): Stepwise<readonly FolderRule[]> {
  const rules: FolderRule[] = [];
  yield* inSteps(reader.entries(field), ([pattern, entry]) => {
    const keys = reader.keys(entry, ruleKeys.folder);
    const optional = <T>(key: string, read: (field: Field) => T): T | null => {
      const found = keys.get(key);
      return found === undefined ? null : read(found);
    };
    rules.push({
      pattern,
      grants: optional('grants', (grants) =>
        reader.list(grants).map((grant) => readGrant(reader, grant, zone)),
      ),
      ceilings:
        optional('ceilings', (list) =>
          reader.list(list).map((ceiling) => readCeiling(reader, ceiling, zone)),
        ) ?? [],
      manifest: optional('manifest', (mode) => readOneOf(reader, mode, ['open', 'skeleton', 'closed'])),
      hidden: optional('hidden', (hidden) => reader.flag(hidden)),
      contact: optional('contact', (contact) => reader.text(contact)),
      managed: optional('managed', (managed) => readOneOf(reader, managed, ['text'])),
      signIn: optional('sign_in', (signIn) => readSignIn(reader, signIn)),
    });
  });
  return rules;
}

function readGrant(reader: FieldReader, field: Field, zone: Zone): Grant {
  const keys = reader.keys(field, ruleKeys.grant);
  const and = keys.get('and');
  const agree = keys.get('agree');
  return {
    who: requireKey(reader, field, keys, 'who', (who) => readAudience(reader, who)) ?? { kind: 'anyone' },
    and: and === undefined ? null : readAudience(reader, and),
    tier: requireKey(reader, field, keys, 'tier', (tier) => reader.text(tier)) ?? 'closed',
    from: readTime(reader, keys.get('from'), zone),
    until: readTime(reader, keys.get('until'), zone),
    agree: agree === undefined ? null : reader.text(agree),
  };
}

function readCeiling(reader: FieldReader, field: Field, zone: Zone): Ceiling {
  const keys = reader.keys(field, ruleKeys.ceiling);
  const except = keys.get('except');
  const reason = keys.get('reason');
  return {
    max: requireKey(reader, field, keys, 'max', (max) => reader.text(max)) ?? 'closed',
    from: readTime(reader, keys.get('from'), zone),
    until: readTime(reader, keys.get('until'), zone),
    except: except === undefined ? null : readAudience(reader, except),
    reason: reason === undefined ? null : readTexts(reader, reason),
  };
}

function readSignIn(reader: FieldReader, field: Field): SignInTexts {
  const keys = reader.keys(field, ruleKeys.signIn);
  const texts = (key: string): SignInTexts['label'] => {
    const found = keys.get(key);
    return found === undefined ? null : readTexts(reader, found);
  };
  const patterns = keys.get('patterns');
  const words = ['login', 'clickthrough', 'kiosk', 'external'] as const;
  return {
    patterns:
      patterns === undefined
        ? null
        : reader.list(patterns).flatMap((pattern) => readOneOf(reader, pattern, words) ?? []),
    label: texts('label'),
    header: texts('header'),
    description: texts('description'),
    confirm: texts('confirm'),
    failureHeader: texts('failure_header'),
    failureDescription: texts('failure_description'),
  };
}

function readAudience(reader: FieldReader, field: Field): Audience | null {
  const text = reader.text(field);
  if (text === null) return null;
  const audience = parseAudience(text);
  if (audience.ok) return audience.value;
  reader.note(field, audience.error, 'Use anyone, signed-in, "user:NAME", "group:NAME" or "place:NAME".');
  return null;
}

function readTime(reader: FieldReader, field: Field | undefined, zone: Zone): EpochSeconds | null {
  const text = field === undefined ? null : reader.text(field);
  if (field === undefined || text === null) return null;
  const time = zone.parse(text);
  if (time.ok) return time.value;
  reader.note(field, time.error, 'Write 2031-01-01, 2031-01-01T12:00, or an exact 2031-01-01T12:00+01:00.');
  return null;
}
