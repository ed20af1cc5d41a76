import type { Agreement } from '../../core/policy/model.js';
import { err, ok, type Result } from '../../core/result.js';
import { isSame } from '../../core/canonical-text.js';
import { formatDuration, parseDuration } from '../../policy-text/duration.js';
import { html, type Html } from '../../http/html.js';
import type { Form } from '../admin-request.js';
import { renderRadio } from '../pages/radio.js';
import { renderNotice } from '../pages/problem-list.js';
import type { DefinitionPages, FormProps } from './definition-pages.js';
import { languageFields, readTexts, writeTexts, type TextField } from './language-fields.js';
import { renderTermsSamples } from './terms-sample.js';

const fields: readonly TextField[] = [
  { name: 'title', label: 'Title', kind: 'line', maxLength: 300 },
  { name: 'text', label: 'Terms', kind: 'text', maxLength: 20_000 },
];
const units = { m: 'minutes', h: 'hours', d: 'days', s: 'seconds' } as const;

function sayValidity({ validSeconds }: Agreement): string {
  if (validSeconds === null) return 'counts until there is a new version';
  const text = formatDuration(validSeconds);
  return `counts for ${text.slice(0, -1)} ${units[text.at(-1) as keyof typeof units]}`;
}

function renderRenewal(values: Form): Html {
  const chosen = values.get('renew') ?? 'yes';
  const radio = (value: string, words: Html): Html =>
    renderRadio({ name: 'renew', value, words, chosen: chosen === value });
  return html`<fieldset>
    <legend>Whoever agreed before</legend>
    ${radio('yes', html`<strong>is asked again</strong>: this is a new version, and acceptances of the old one lapse`)}
    ${radio('no', html`<strong>has agreed</strong>: I only correct a misprint, add a language, or change how long it counts`)}
  </fieldset>`;
}

function renderFields({ values, exists, defaultLanguage }: FormProps): Html {
  const unit = values.get('unit') ?? 'd';
  return html`<p class="quiet">
      Write both title and terms in every language that you use. Visitors read their own where it is there. An empty line makes
      a paragraph; <code>**strong**</code>, <code>*emphasis*</code>, lists with <code>-</code>, headings with <code>#</code> and
      <code>[links](https://…)</code> are understood, and nothing else is.
    </p>
    ${languageFields('agreement', fields, values, defaultLanguage)}
    <div class="fields">
      <div>
        <label for="agreement-valid">Counts for <span class="quiet">(empty: until a new version)</span></label>
        <input type="number" id="agreement-valid" name="valid" min="1" max="1000000" value="${values.get('valid') ?? ''}" />
      </div>
      <div>
        <label for="agreement-unit">Unit</label>
        <select id="agreement-unit" name="unit">
          ${Object.entries(units).map(([letter, word]) =>
            letter === unit
              ? html`<option value="${letter}" selected>${word}</option>`
              : html`<option value="${letter}">${word}</option>`,
          )}
        </select>
      </div>
    </div>
    ${exists && renderRenewal(values)}`;
}

function readValidity(form: Form): Result<number | null, string> {
  const text = (form.get('valid') ?? '').trim();
  if (text === '') return ok(null);
  const seconds = parseDuration(`${text}${form.get('unit') ?? 'd'}`);
  return seconds === null
    ? err('Counts for: write a whole number, or leave it empty for “until a new version”.')
    : ok(seconds);
}

function read(form: Form, name: string, was: Agreement | null): Result<Agreement, readonly string[]> {
  const title = readTexts(form, 'title') ?? {};
  const text = readTexts(form, 'text') ?? {};
  const valid = readValidity(form);
  const tags = new Set([...Object.keys(title), ...Object.keys(text)]);
  const incomplete = [...tags].filter((tag) => title[tag] === undefined || text[tag] === undefined);
  const problems = [
    ...(tags.size === 0 ? ['Write a title and the terms in one language at least.'] : []),
    ...incomplete.map(
      (tag) => `${tag === '' ? 'Another language' : tag}: write both the title and the terms.`,
    ),
    ...(valid.ok ? [] : [valid.error]),
  ];
  if (problems.length > 0 || !valid.ok) return err(problems);
  const version = was === null ? 1 : was.version + (form.get('renew') === 'no' ? 0 : 1);
  return ok({ name, version, validSeconds: valid.value, title, text });
}

function renderConsequence(agreement: Agreement, was: Agreement): Html | false {
  if (agreement.version > was.version)
    return renderNotice(
      'mind',
      html`This is version ${agreement.version}. Acceptances of version ${was.version} lapse:
        <strong>everybody who agreed is asked again</strong>.`,
    );
  const isReworded = !isSame([was.title, was.text], [agreement.title, agreement.text]);
  return (
    isReworded &&
    renderNotice(
      'mind',
      html`It stays version ${agreement.version}: who agreed to the former words counts as having agreed to these. If what they
      mean has changed, go back and choose that everybody is asked again.`,
    )
  );
}

/** Agreements: terms that people accept before they see something. */
export const agreementPages: DefinitionPages<'agreement'> = {
  kind: 'agreement',
  path: 'agreements',
  title: 'Agreements',
  intro: html`<p>
    Terms that people accept before a grant counts for them. Who accepted which version when is kept, and told on the person’s
    page, in the audit and by <code>gatehouse agreement list</code>.
  </p>`,
  say: (agreement) =>
    `version ${agreement.version}, ${sayValidity(agreement)}; in ${Object.keys(agreement.text).join(', ')}`,
  renderFields,
  write(agreement) {
    const valid = agreement.validSeconds === null ? '' : formatDuration(agreement.validSeconds);
    return new Map([
      ...writeTexts('title', agreement.title),
      ...writeTexts('text', agreement.text),
      ['valid', valid.slice(0, -1)] as const,
      ['unit', valid.at(-1) ?? 'd'] as const,
    ]);
  },
  read,
  preview: async ({ deps }, _rules, agreement, was) =>
    Promise.resolve(
      html`${was !== null && renderConsequence(agreement, was)}
        ${renderTermsSamples(deps.look(), agreement)}`,
    ),
};
