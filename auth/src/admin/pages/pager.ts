import type { Html } from '../../http/html.js';
import { html } from '../../http/html.js';
import { countOf } from '../say-time.js';

/** Which page of a list is asked for, from 1. */
export function pageNumber(
  text: string | undefined,
  total: number,
  size: number,
): { page: number; pages: number } {
  const pages = Math.max(1, Math.ceil(total / size));
  const asked = /^[1-9]\d{0,6}$/.test(text ?? '') ? Number(text) : 1;
  return { page: Math.min(asked, pages), pages };
}

export interface PagerProps {
  /** Without `page`. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly page: number;
  readonly pages: number;
  readonly total: number;
  readonly what: string;
  readonly many?: string;
}

/** Address of the same list with other fields; empty ones are left out. */
export function listAddress(path: string, query: Readonly<Record<string, string>>): string {
  const fields = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ''));
  return fields.size === 0 ? path : `${path}?${fields.toString()}`;
}

/** Links to the neighbouring pages. */
export function renderPager({ path, query, page, pages, total, what, many }: PagerProps): Html {
  const link = (to: number, words: string, rel: string): Html =>
    html`<a href="${listAddress(path, { ...query, page: String(to) })}" rel="${rel}">${words}</a>`;
  return html`<p class="pages">
    ${page > 1 && html`${link(1, 'First', 'first')} ${link(page - 1, 'Previous', 'prev')}`}
    <span>${countOf(total, what, many)}${pages > 1 && html`, page ${page} of ${pages}`}</span>
    ${page < pages && html`${link(page + 1, 'Next', 'next')} ${link(pages, 'Last', 'last')}`}
  </p>`;
}
