import type { Look, Logo } from '../../core/look/look.js';
import { ok, type Result } from '../../core/result.js';
import { html, type Html } from '../../http/html.js';
import { readLogo } from '../../system/read-logo.js';
import type { Form } from '../admin-request.js';
import { renderRadio } from '../pages/radio.js';
import { languageFields, readTexts, type TextField, writeTexts } from '../settings/language-fields.js';

const texts: readonly TextField[] = [
  { name: 'welcome', label: 'First words of the start page', kind: 'text', maxLength: 5000 },
  { name: 'signIn', label: 'Said on the sign-in page', kind: 'text', maxLength: 5000 },
];

/** The colour of pages that have none of their own (the style sheet's). */
const ourColour = '#1b5e57';

function lineField(name: keyof Look, label: Html, value: string | null, hint: string): Html {
  return html`<label for="look-${name}">${label}</label>
    <input type="text" id="look-${name}" name="${name}" value="${value ?? ''}" maxlength="1000" placeholder="${hint}" autocapitalize="none" spellcheck="false" />`;
}

function colourField({ accent }: Look): Html {
  return html`<fieldset>
    <legend>Colour of links and buttons</legend>
    ${renderRadio({ name: 'colour', value: 'ours', words: 'The green that comes with Gatehouse', chosen: accent === null })}
    ${renderRadio({ name: 'colour', value: 'own', words: 'A colour of your own', chosen: accent !== null })}
    <label for="look-accent">Your colour</label>
    <input type="color" id="look-accent" name="accent" value="${accent ?? ourColour}" />
    <p class="quiet">Where it could not be read on light or dark pages it is made darker or lighter, and you are told.</p>
  </fieldset>`;
}

function logoField({ logo }: Look): Html {
  return html`<fieldset>
    <legend>Logo</legend>
    <label for="look-logo">PNG file <span class="quiet">(at most 256 KB; it is shown 48 pixels high)</span></label>
    <input type="file" id="look-logo" name="logo" accept="image/png,.png" />
    <p class="quiet">Only its pixels are kept. A picture of another kind, SVG too, has to be saved as PNG first.</p>
    ${
      logo !== null &&
      html`<div class="choice">
        <input type="checkbox" name="remove_logo" value="yes" id="remove-logo" />
        <label for="remove-logo">Take the logo away</label>
      </div>`
    }
  </fieldset>`;
}

export interface LookFormProps {
  readonly look: Look;
  /** Which published look this changes. */
  readonly basedOn: number;
  readonly formToken: string;
  /** The name of the settings. */
  readonly name: string;
  readonly defaultLanguage: string;
}

/** Everything that can be changed of the look; it leads to a draft. */
export function renderLookForm({ look, basedOn, formToken, name, defaultLanguage }: LookFormProps): Html {
  const values: Form = new Map([
    ...writeTexts('welcome', look.welcome),
    ...writeTexts('signIn', look.signIn),
  ]);
  const empty = html`<span class="quiet">(empty: none)</span>`;
  return html`<form method="post" action="/auth/admin/look" enctype="multipart/form-data" class="wide-form">
    <input type="hidden" name="form_token" value="${formToken}" />
    <input type="hidden" name="based_on" value="${basedOn}" />
    ${lineField(
      'institution',
      html`Name of the institution <span class="quiet">(empty: that of the settings, ${name})</span>`,
      look.institution,
      '',
    )}
    ${lineField('contact', html`Contact <span class="quiet">(e-mail address or web address; empty: none)</span>`, look.contact, 'archive@example.org')}
    ${lineField('legal', html`Address of the legal notice ${empty}`, look.legal, 'https://')}
    ${lineField('privacy', html`Address of the privacy notice ${empty}`, look.privacy, 'https://')}
    ${colourField(look)} ${logoField(look)}
    <h3>Texts</h3>
    <p class="quiet">
      Paragraphs, <code>**strong**</code>, <code>*emphasis*</code>, lists and <code>[links](https://…)</code>. What viewers say
      to people who are refused is <a href="/auth/admin/texts/">written elsewhere</a>.
    </p>
    ${languageFields('look', texts, values, defaultLanguage)}
    <button type="submit" name="op" value="preview">Preview</button>
  </form>`;
}

function readLine(form: Form, name: string): string | null {
  const text = (form.get(name) ?? '').trim();
  return text === '' ? null : text;
}

function readLogoOf(form: Form, before: Logo | null): Result<Logo | null, string> {
  const file = form.get('logo') ?? '';
  if (file !== '') return readLogo(Buffer.from(file, 'base64'));
  return ok(form.get('remove_logo') === 'yes' ? null : before);
}

/**
 * The look that a form describes; the file comes as base64.
 * @param before whose logo stays where the form brings no other
 * @returns with a problem: the rest, so that nothing typed is lost
 */
export function readLookForm(
  form: Form,
  before: Look,
): { readonly look: Look; readonly problems: readonly string[] } {
  const logo = readLogoOf(form, before.logo);
  const look = {
    institution: readLine(form, 'institution'),
    contact: readLine(form, 'contact'),
    legal: readLine(form, 'legal'),
    privacy: readLine(form, 'privacy'),
    accent: form.get('colour') === 'own' ? (readLine(form, 'accent')?.toLowerCase() ?? null) : null,
    welcome: readTexts(form, 'welcome'),
    signIn: readTexts(form, 'signIn'),
    logo: logo.ok ? logo.value : before.logo,
  };
  return { look, problems: logo.ok ? [] : [logo.error] };
}
