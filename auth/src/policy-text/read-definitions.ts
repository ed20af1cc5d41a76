import type { Agreement, Place, Texts, Tier } from '../core/policy/model.js';
import { parseDuration } from './duration.js';
import type { Field, FieldReader } from './field-reader.js';

/** Reads `tiers`. */
export function readTiers(reader: FieldReader, field: Field): readonly Tier[] {
  return reader.entries(field).map(([name, entry]) => {
    const keys = reader.keys(entry, ['max_edge', 'quality']);
    const edge = keys.get('max_edge');
    const quality = keys.get('quality');
    const tier: Tier = {
      name,
      maxEdge: edge === undefined ? null : (reader.whole(edge) ?? 1),
      quality: quality === undefined ? 'color' : (readOneOf(reader, quality, ['color', 'gray']) ?? 'gray'),
    };
    return tier;
  });
}

/** Reads `places`. */
export function readPlaces(reader: FieldReader, field: Field): readonly Place[] {
  return reader.entries(field).map(([name, entry]) => ({
    name,
    // What isn't a text is noted already; it keeps its index.
    ranges: reader.list(entry).map((range) => reader.text(range) ?? '192.0.2.0'),
  }));
}

/** Reads `agreements`. */
export function readAgreements(reader: FieldReader, field: Field): readonly Agreement[] {
  return reader.entries(field).map(([name, entry]) => {
    const keys = reader.keys(entry, ['version', 'valid', 'title', 'text']);
    const valid = keys.get('valid');
    return {
      name,
      version: requireKey(reader, entry, keys, 'version', (field) => reader.whole(field)) ?? 1,
      validSeconds: valid === undefined ? null : readDuration(reader, valid),
      title: requireKey(reader, entry, keys, 'title', (field) => readTexts(reader, field)) ?? { en: '?' },
      text: requireKey(reader, entry, keys, 'text', (field) => readTexts(reader, field)) ?? { en: '?' },
    };
  });
}

/** Reads a text per language. */
export function readTexts(reader: FieldReader, field: Field): Texts {
  return Object.fromEntries(
    reader.entries(field).map(([language, entry]) => [language, reader.text(entry) ?? '?']),
  );
}

/** Reads one of some words. */
export function readOneOf<T extends string>(
  reader: FieldReader,
  field: Field,
  words: readonly T[],
): T | null {
  const text = reader.text(field);
  if (text === null) return null;
  const word = words.find((known) => known === text);
  if (word === undefined)
    reader.note(field, `"${text}" is not known here`, `Use one of ${words.join(', ')}.`);
  return word ?? null;
}

/** Reads a key that must be there. */
export function requireKey<T>(
  reader: FieldReader,
  parent: Field,
  keys: ReadonlyMap<string, Field>,
  key: string,
  read: (field: Field) => T | null,
): T | null {
  const field = keys.get(key);
  if (field !== undefined) return read(field);
  if (parent.node?.kind === 'map') reader.note(parent, `the key "${key}" is missing`, `Add ${key}.`);
  return null;
}

function readDuration(reader: FieldReader, field: Field): number {
  const text = reader.text(field);
  const seconds = text === null ? 1 : parseDuration(text);
  if (seconds === null)
    reader.note(field, `"${text}" is not a length of time`, 'Write it as 30d, 12h or 45m.');
  return seconds ?? 1;
}
