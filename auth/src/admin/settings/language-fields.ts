import { languageNames } from '../../core/texts/catalogue.js';
import type { Texts } from '../../core/policy/model.js';
import { html, type Html } from '../../http/html.js';
import type { Form } from '../admin-request.js';

/** One text that is written per language. */
export interface TextField {
  readonly name: string;
  readonly label: string;
  /** `line` for a heading or a button, `text` for paragraphs. */
  readonly kind: 'line' | 'text';
  readonly maxLength: number;
}

const otherTag = 'other_language';

function fieldName({ name }: TextField, tag: string): string {
  return `${name}.${tag}`;
}

function renderField(prefix: string, field: TextField, tag: string, values: Form): Html {
  const name = fieldName(field, tag);
  const id = `${prefix}-${name.replace('.', '-')}`;
  const value = values.get(name) ?? '';
  const label = html`<label for="${id}">${field.label}</label>`;
  const { maxLength } = field;
  const lang = tag === 'other' ? '' : tag;
  return field.kind === 'line'
    ? html`${label}<input type="text" id="${id}" name="${name}" value="${value}" maxlength="${maxLength}" lang="${lang}" />`
    : html`${label}<textarea class="short" id="${id}" name="${name}" rows="6" maxlength="${maxLength}" lang="${lang}">
${value}</textarea
        >`;
}

/** Tags that something was written in though we have no texts of our own in them. */
function listFurtherTags(fields: readonly TextField[], values: Form): readonly string[] {
  const tags = [...values.keys()].flatMap((key) => {
    const [name, tag] = key.split('.');
    return tag !== undefined && fields.some((field) => field.name === name) ? [tag] : [];
  });
  return [...new Set(tags)].filter((tag) => !Object.hasOwn(languageNames, tag) && tag !== 'other');
}

/**
 * Fields for texts in every language: the default one open, and whichever was written in before. Fields are called
 * `name.tag`; one more language can be named by its tag.
 * @param prefix keeps ids of several forms apart
 */
export function languageFields(
  prefix: string,
  fields: readonly TextField[],
  values: Form,
  defaultLanguage: string,
): Html {
  const tags = [...Object.keys(languageNames), ...listFurtherTags(fields, values)];
  const isWritten = (tag: string): boolean =>
    fields.some((field) => (values.get(fieldName(field, tag)) ?? '') !== '');
  const inOrder = tags.toSorted((a, b) => Number(b === defaultLanguage) - Number(a === defaultLanguage));
  const block = (tag: string, summary: Html, before: Html | false): Html => {
    const inside = html`<summary>${summary}</summary>
      ${before}${fields.map((field) => renderField(prefix, field, tag, values))}`;
    return tag === defaultLanguage || isWritten(tag)
      ? html`<details open>${inside}</details>`
      : html`<details>${inside}</details>`;
  };
  const tagField = html`<label for="${prefix}-${otherTag}">Tag of the language <span class="quiet">(such as pt or nl)</span></label>
    <input type="text" id="${prefix}-${otherTag}" name="${otherTag}" value="${values.get(otherTag) ?? ''}" maxlength="35" autocapitalize="none" spellcheck="false" />`;
  return html`${inOrder.map((tag) => block(tag, html`<span lang="${tag}">${languageNames[tag] ?? tag}</span>`, false))}
    ${block('other', html`Another language`, tagField)}`;
}

/** A text in the languages that it was written in; null: in none. */
export function readTexts(form: Form, name: string): Texts | null {
  const entries = [...form].flatMap(([key, value]) => {
    const [own, tag] = key.split('.');
    const text = value.replaceAll('\r\n', '\n').trim();
    if (own !== name || tag === undefined || text === '') return [];
    return [[tag === 'other' ? (form.get(otherTag) ?? '').trim() : tag, text] as const];
  });
  return entries.length === 0 ? null : Object.fromEntries(entries);
}

/** The fields of a text, filled. */
export function writeTexts(name: string, texts: Texts | null): readonly (readonly [string, string])[] {
  return Object.entries(texts ?? {}).map(([tag, text]) => [`${name}.${tag}`, text]);
}
