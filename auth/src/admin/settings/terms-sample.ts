import type { Agreement } from '../../core/policy/model.js';
import type { PageLook } from '../../core/look/page-look.js';
import { languageNames, speakIn } from '../../core/texts/catalogue.js';
import { html, type Html } from '../../http/html.js';
import { renderAgreementBody, titleOfAgreement } from '../../http/pages/agreement-page.js';
import { renderWindowSample } from './window-sample.js';

/** The page of the terms as visitors see it, once per language that it was written in. */
export function renderTermsSamples(look: PageLook, agreement: Agreement): Html {
  const tags = Object.keys(agreement.text);
  return html`<h2>As visitors see it</h2>
    ${tags.map((textLanguage) => {
      const language = textLanguage.split('-')[0] ?? 'en';
      const body = renderAgreementBody({
        language,
        speak: speakIn(language),
        menu: null,
        look,
        action: '',
        formToken: '',
        origin: '',
        back: '',
        agreement,
        textLanguage,
        problem: null,
        agreed: false,
      });
      return renderWindowSample({
        name: languageNames[textLanguage] ?? textLanguage,
        language,
        institution: look.institution,
        title: titleOfAgreement(agreement, textLanguage),
        body,
      });
    })}`;
}
