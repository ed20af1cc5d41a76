import type { Description, Provider, Statement } from '../core/iiif/folder-description.js';
import type { LanguageMap } from '../core/iiif/language-map.js';
import { keyText } from '../policy-text/doc-node.js';
import type { Field, FieldReader } from '../policy-text/field-reader.js';
import { isLanguage, readNavDate, readRights, readWebAddress } from './checked-values.js';

type Keys = ReadonlyMap<string, Field>;

/** Keys that a folder and each of its pages may have. */
export const itemKeys = [
  'label',
  'summary',
  'metadata',
  'requiredStatement',
  'rights',
  'navDate',
  'behavior',
] as const;

/** A text, number or date as it is written, without being taken for anything else. Null: noted. */
function readScalar(reader: FieldReader, field: Field): string | null {
  const { node } = field;
  if (node?.kind === 'scalar') {
    // `source` keeps 1790-05 and 007 as they are written.
    const text = (typeof node.value === 'string' ? node.value : (node.source ?? '')).trim();
    if (text !== '' && node.value !== null) return text;
  }
  reader.note(field, 'this is not a text', 'Write a text, or one per language: { en: Text, de: Text }.');
  return null;
}

function readValues(reader: FieldReader, field: Field): readonly string[] {
  const fields = field.node?.kind === 'list' ? reader.list(field) : [field];
  return fields.map((one) => readScalar(reader, one)).filter((text) => text !== null);
}

/** A text, a list of texts, or either of them per language. */
export function readMap(reader: FieldReader, field: Field | undefined): LanguageMap | null {
  if (field === undefined) return null;
  if (field.node?.kind !== 'map') {
    const values = readValues(reader, field);
    return values.length === 0 ? null : { none: values };
  }
  const entries = reader.entries(field).flatMap(([language, entry]) => {
    if (!isLanguage(language)) {
      reader.note(entry, `"${language}" is no language`, 'Write en, de, pt-BR … or none.');
      return [];
    }
    const values = readValues(reader, entry);
    return values.length === 0 ? [] : [[language, values] as const];
  });
  return entries.length === 0 ? null : Object.fromEntries(entries);
}

function readStatement(reader: FieldReader, field: Field): Statement | null {
  const keys = reader.keys(field, ['label', 'value']);
  const label = readMap(reader, keys.get('label'));
  const value = readMap(reader, keys.get('value'));
  if (label !== null && value !== null) return { label, value };
  reader.note(field, 'label or value is missing', 'Write { label: Date, value: 1790 }.');
  return null;
}

/** A list of labels and values, or a mapping from one to the other. */
function readMetadata(reader: FieldReader, field: Field | undefined): readonly Statement[] {
  if (field === undefined) return [];
  if (field.node?.kind === 'list')
    return reader.list(field).flatMap((entry) => readStatement(reader, entry) ?? []);
  return reader.entries(field).flatMap(([heading, entry]) => {
    const value = readMap(reader, entry);
    return value === null ? [] : [{ label: { none: [heading] }, value }];
  });
}

/** A bare text is an attribution. */
function readRequired(reader: FieldReader, field: Field | undefined): Statement | null {
  if (field === undefined) return null;
  if (field.node?.kind === 'map' && field.node.items.some(([key]) => keyText(key) === 'value'))
    return readStatement(reader, field);
  const value = readMap(reader, field);
  return value === null ? null : { label: { en: ['Attribution'] }, value };
}

function readChecked(
  reader: FieldReader,
  field: Field | undefined,
  read: (text: string) => string | null,
  wanted: string,
): string | null {
  const text = field === undefined ? null : readScalar(reader, field);
  if (field === undefined || text === null) return null;
  const value = read(text);
  if (value === null) reader.note(field, `this is not ${wanted}`, `Write ${wanted}.`);
  return value;
}

/** An address of the web. */
export function readAddress(reader: FieldReader, field: Field | undefined): string | null {
  return readChecked(reader, field, readWebAddress, 'an address that begins with https:// or http://');
}

/** Words out of a fixed set; others are noted. */
export function readChoice(
  reader: FieldReader,
  field: Field | undefined,
  allowed: readonly string[],
): readonly string[] {
  if (field === undefined) return [];
  const words = readValues(reader, field);
  for (const word of words)
    if (!allowed.includes(word))
      reader.note(field, `"${word}" is not known here`, `Write one of ${allowed.join(', ')}.`);
  return words.filter((word) => allowed.includes(word));
}

/** What a folder and a page have in common. */
export function readItem(reader: FieldReader, keys: Keys, behaviors: readonly string[]): Description {
  return {
    label: readMap(reader, keys.get('label')),
    summary: readMap(reader, keys.get('summary')),
    metadata: readMetadata(reader, keys.get('metadata')),
    requiredStatement: readRequired(reader, keys.get('requiredStatement')),
    rights: readChecked(
      reader,
      keys.get('rights'),
      readRights,
      'the address of a licence or rights statement',
    ),
    navDate: readChecked(reader, keys.get('navDate'), readNavDate, 'a date as 1790-05-31'),
    behavior: readChoice(reader, keys.get('behavior'), behaviors),
  };
}

/** Who gives this to the public. */
export function readProvider(reader: FieldReader, field: Field | undefined): Provider | null {
  if (field === undefined) return null;
  const keys = reader.keys(field, ['id', 'label', 'homepage', 'logo']);
  const label = readMap(reader, keys.get('label'));
  const homepage = readAddress(reader, keys.get('homepage'));
  const id = readAddress(reader, keys.get('id')) ?? homepage;
  if (id !== null && label !== null)
    return { id, label, homepage, logo: readAddress(reader, keys.get('logo')) };
  reader.note(
    field,
    'a provider needs an id and a label',
    'Write { id: https://…, label: Example Archive }.',
  );
  return null;
}
