import type { Reply } from './scene.js';

export type Json = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object that an answer's body is; null: it is none. */
export function readJson(reply: Reply | null): Json | null {
  if (reply === null) return null;
  try {
    const value: unknown = JSON.parse(reply.text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** The objects of a property that is one, or a list of them. */
export function objectsOf(value: unknown): readonly Json[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter(isObject);
}

/** A property's text; '' for anything else. */
export function textOf(object: Json, name: string): string {
  const value = object[name];
  return typeof value === 'string' ? value : '';
}

/** `id` or `@id`; '' where there is none. */
export function idOf(object: Json | undefined): string {
  const id = object?.['id'] ?? object?.['@id'];
  return typeof id === 'string' ? id : '';
}
