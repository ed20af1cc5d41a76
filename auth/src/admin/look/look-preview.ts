import type { PageLook } from '../../core/look/page-look.js';
import type { Agreement } from '../../core/policy/model.js';
import { pickLanguage, pickText } from '../../core/texts/pick-text.js';
import { isLanguage, speakIn } from '../../core/texts/catalogue.js';
import { logoBytes, sendLookPart } from '../../http/handlers/look-assets.js';
import type { Html } from '../../http/html.js';
import { renderAgreementPage } from '../../http/pages/agreement-page.js';
import { renderLoginPage } from '../../http/pages/login-page.js';
import { renderProblemPage } from '../../http/pages/problem-page.js';
import { HttpProblem } from '../../http/problem.js';
import type { AdminRequest } from '../admin-request.js';
import { readRules } from '../folders/rules-of.js';
import { sendHtml } from '../page.js';
import { draftPageLook, findDraft, readLook } from './look-draft.js';

/** Shown where no agreement was made yet. */
const exampleTerms: Agreement = {
  name: 'terms',
  version: 1,
  validSeconds: null,
  title: { en: 'Terms of use' },
  text: { en: 'This is an example: no agreement was made yet.' },
};

async function renderPreview(
  { deps, params }: AdminRequest,
  look: PageLook,
  language: string,
): Promise<Html> {
  const wanted = [language, deps.config.defaultLanguage, 'en'];
  const voice = { language, speak: speakIn(language), menu: null, look, sample: true };
  const window = { ...voice, action: '', formToken: '', origin: '', back: '' };
  switch (params['page'] ?? '') {
    case 'sign-in':
      return renderLoginPage({
        ...window,
        name: '',
        problem: null,
        passkey: null,
        note: pickText(look.signIn, wanted),
      });
    case 'terms': {
      const agreement = (await readRules(deps)).policy.agreements[0] ?? exampleTerms;
      const textLanguage = pickLanguage(Object.keys(agreement.text), wanted) ?? 'en';
      return renderAgreementPage({ ...window, agreement, textLanguage, problem: null, agreed: false });
    }
    case 'refusal':
      return renderProblemPage({ ...voice, problem: new HttpProblem(403, 'not_permitted', 'a preview') });
    default:
      throw new HttpProblem(404, 'no_such_page', 'there is no preview of such a page');
  }
}

/** A whole page as visitors would see it with the draft, or do see it where there is none. Nothing on it can be used. */
export async function lookPreview(request: AdminRequest): Promise<void> {
  const { ctx, query } = request;
  const look = (await findDraft(request))?.look ?? (await readLook(request)).look;
  const asked = query.get('in') ?? '';
  const language = isLanguage(asked) ? asked : 'en';
  sendHtml(ctx, 200, await renderPreview(request, draftPageLook(request, look), language), language);
}

/** The logo of the draft, or the published one. */
export async function draftLogo(request: AdminRequest): Promise<void> {
  const look = (await findDraft(request))?.look ?? (await readLook(request)).look;
  sendLookPart(request.ctx, 'image/png', logoBytes(look), 'no-store');
}
