import { expect } from '@jest/globals';
import type { Answer } from './agent.js';
import { type Posted, runTokenPage } from './posted-message.js';

/** Whatever a server may send: tests look into it freely. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Json = any;

export const auth2Context = 'http://iiif.io/api/auth/2/context.json';

/** The probe services of an info.json, image service or body. */
export function probesOf(document: Json): Json[] {
  return ((document.service ?? []) as Json[]).filter((service) => service.type === 'AuthProbeService2');
}

/** What a token page posts; null: nothing. */
export function posted(answer: Answer): Posted | null {
  return runTokenPage(answer.text, answer.headers['content-security-policy'] ?? '');
}

/** A language map: tags or `none`, each with a list of texts without markup. */
export function expectLanguageMap(map: unknown): void {
  expect(map).toEqual(expect.any(Object));
  const entries = Object.entries(map as Record<string, unknown>);
  expect(entries.length).toBeGreaterThan(0);
  for (const [tag, texts] of entries) {
    expect(tag).toMatch(/^(?:none|[a-z]{2,3}(?:-[A-Za-z0-9]+)*)$/);
    expect(texts).toEqual([expect.stringMatching(/^[^<>{}]+$/)]);
  }
}
