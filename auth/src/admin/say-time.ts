import type { EpochSeconds } from '../core/time.js';
import type { Html } from '../http/html.js';
import { html } from '../http/html.js';

const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone });
    formats.set(timeZone, format);
  }
  return format;
}

/** A point in time for people, in the installation's zone: `20 Nov 2026, 13:00`. */
export function sayTime(at: EpochSeconds, timeZone: string): string {
  return formatIn(timeZone).format(new Date(at * 1000));
}

/** The same as markup that programs understand too; a dash for never. */
export function renderTime(at: EpochSeconds | null, timeZone: string): Html {
  if (at === null) return html`<span class="quiet">never</span>`;
  return html`<time datetime="${new Date(at * 1000).toISOString()}">${sayTime(at, timeZone)}</time>`;
}

/** `3 minutes ago`. */
export function sayAgo(seconds: number): string {
  if (seconds < 90) return 'just now';
  if (seconds < 5400) return `${Math.round(seconds / 60)} minutes ago`;
  if (seconds < 129_600) return `${Math.round(seconds / 3600)} hours ago`;
  return `${Math.round(seconds / 86_400)} days ago`;
}

/** `1 image`, `2,000 images`. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
