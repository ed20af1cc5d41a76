import { QueryFailedError } from 'typeorm';

const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

/** True for text that PostgreSQL takes as a uuid; anything else would be an error instead of "not found". */
export function isUuid(text: string): boolean {
  return uuid.test(text);
}

/** True when a statement failed because what it refers to does not exist (any more). */
export function isForeignKeyViolation(error: unknown): boolean {
  return error instanceof QueryFailedError && 'code' in error && error.code === '23503';
}
