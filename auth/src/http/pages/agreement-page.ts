import type { Agreement, Texts } from '../../core/policy/model.js';
import { pickText } from '../../core/texts/pick-text.js';
import type { Html } from '../html.js';
import { html } from '../html.js';
import { renderMarkdown } from '../markdown.js';
import { renderLayout } from './layout.js';
import { cancelPath, hiddenFields, type WindowProps } from './login-page.js';

export interface AgreementPageProps extends WindowProps {
  readonly agreement: Agreement;
  /** The language in which the terms are shown: one that they were written in. */
  readonly textLanguage: string;
  readonly problem: string | null;
  /** Accepted before, and still good. */
  readonly agreed: boolean;
}

function inLanguage(texts: Texts, language: string): string {
  return pickText(texts, [language]) ?? '';
}

/** What an agreement's page is called. */
export function titleOfAgreement({ title }: Agreement, textLanguage: string): string {
  return inLanguage(title, textLanguage);
}

/** An agreement's terms and the one button that accepts them (contract 4; A1-38, A2-16), below the title. */
export function renderAgreementBody(props: AgreementPageProps): Html {
  const { speak, origin, agreement, textLanguage, agreed } = props;
  const { institution } = props.look;
  const intro =
    origin === ''
      ? speak('agree.intro', { institution })
      : speak('agree.introOrigin', { institution, origin });
  return html`<p>${intro}</p>
    ${props.problem !== null && html`<p class="notice bad" role="alert" id="problem">${props.problem}</p>`}
    ${agreed && html`<p class="notice good" role="status">${speak('agree.already')}</p>`}
    <section lang="${textLanguage}" dir="auto">${renderMarkdown(inLanguage(agreement.text, textLanguage))}</section>
    <form method="post" action="${props.action}">
      ${hiddenFields(props)}
      <input type="hidden" name="version" value="${agreement.version}" />
      <div class="actions">
        <button type="submit">${speak(agreed ? 'agree.continue' : 'agree.button')}</button>
        <a class="button plain" href="${cancelPath(props.back)}">${speak('login.cancel')}</a>
      </div>
    </form>
    ${
      agreed &&
      html`<form method="post" action="${props.action}">
        ${hiddenFields(props)}
        <input type="hidden" name="choice" value="withdraw" />
        <div class="actions"><button type="submit" class="plain">${speak('agree.withdraw')}</button></div>
      </form>`
    }`;
}

/** The page of an agreement. */
export function renderAgreementPage(props: AgreementPageProps): Html {
  const title = titleOfAgreement(props.agreement, props.textLanguage);
  return renderLayout({ ...props, title, body: renderAgreementBody(props) });
}
