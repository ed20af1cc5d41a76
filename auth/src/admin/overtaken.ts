import type { Form } from './admin-request.js';

/**
 * True where what a form was made from is no longer what is there: somebody else saved meanwhile.
 * @param now the same words that the form carries along as `before`
 */
export function isOvertaken(form: Form, now: string): boolean {
  const before = form.get('before');
  // Browsers send line ends their own way.
  return before !== undefined && before.replaceAll('\r\n', '\n') !== now;
}

/** Tells it, with what is there now. */
export function sayOvertaken(now: string): string {
  return `Somebody else changed this meanwhile. It is now: ${now === '' ? 'empty' : now}. Save again to put what you wrote in its place.`;
}
