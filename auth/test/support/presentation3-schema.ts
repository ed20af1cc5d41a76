import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';

type Kind = 'manifest' | 'collection' | 'annotationPage';

const file = join(import.meta.dirname, '..', 'fixtures', 'presentation-3.schema.json');
const schema = JSON.parse(readFileSync(file, 'utf8')) as { readonly $id: string; readonly $schema: string };

const ajv = new Ajv({
  strict: false,
  allErrors: true,
  formats: {
    uri: (text) => URL.canParse(text),
    'date-time': (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)$/.test(text),
  },
});
const { $schema: _, ...plain } = schema;
ajv.addSchema(plain);

const compiled = new Map<Kind, ValidateFunction>();

function validatorOf(kind: Kind): ValidateFunction {
  const known = compiled.get(kind) ?? ajv.compile({ $ref: `${schema.$id}#/classes/${kind}` });
  compiled.set(kind, known);
  return known;
}

/**
 * The schema is older than Authorization Flow 2.0, whose external access services have no id (A2-10); it wants one of
 * every service.
 */
function nameExternal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(nameExternal);
  if (typeof value !== 'object' || value === null) return value;
  const named = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, nameExternal(item)]));
  const isExternal = named['type'] === 'AuthAccessService2' && named['profile'] === 'external';
  return isExternal ? { id: 'https://external.invalid/', ...named } : named;
}

/** What the Presentation 3 schema finds wrong with a document; empty: it is valid. */
export function presentation3Problems(document: unknown, kind: Kind): readonly string[] {
  const validate = validatorOf(kind);
  if (validate(nameExternal(document))) return [];
  return (validate.errors ?? []).map(({ instancePath, message = '' }) => `${instancePath}: ${message}`);
}
