import { type AccessOffer, login, offersFor } from '../../core/iiif/access-offer.js';
import { buildAuth1Service, type JsonObject } from '../../core/iiif/auth1-services.js';
import { buildAccessService } from '../../core/iiif/auth2-services.js';
import type { CompiledPolicy } from '../../core/policy/compile.js';
import { decideFolder } from '../../core/policy/decide.js';
import { anonymous } from '../../core/policy/visitor.js';
import { languageNames, speakIn } from '../../core/texts/catalogue.js';
import { html, type Html } from '../../http/html.js';
import type { AdminRequest } from '../admin-request.js';
import { renderWindowSample } from '../settings/window-sample.js';

function textOf(service: JsonObject, name: string): string {
  const text = service[name];
  return typeof text === 'string' ? text : '';
}

/** What a viewer says before and after, in its own boxes: the service of Authentication 1.0 has all of it. */
function renderService(service: JsonObject, language: string, institution: string): Html {
  const [label, description, confirm] = ['label', 'description', 'confirmLabel'].map((name) =>
    textOf(service, name),
  );
  const body = html`${description !== '' && html`<p>${description ?? ''}</p>`}
    <p class="actions">
      <span class="button">${confirm === '' || confirm === undefined ? (label ?? '') : confirm}</span>
    </p>
    <div class="notice bad">
      <p><strong>${textOf(service, 'failureHeader')}</strong></p>
      <p>${textOf(service, 'failureDescription')}</p>
    </div>`;
  return renderWindowSample({
    name: languageNames[language] ?? language,
    language,
    institution: label ?? institution,
    title: textOf(service, 'header'),
    body,
  });
}

function offerOf(compiled: CompiledPolicy, folder: string, request: AdminRequest): AccessOffer | null {
  const decision = decideFolder(compiled, anonymous, folder, request.deps.clock());
  return offersFor(decision)[0] ?? null;
}

/** How viewers show the sign-in of a folder by these rules, in each of some languages, and the very documents. */
export function renderSignInSample(
  request: AdminRequest,
  compiled: CompiledPolicy,
  folder: string,
  languages: readonly string[],
): Html {
  const { links, config, look } = request.deps;
  const { institution } = look();
  const { defaultLanguage } = config;
  const { signIn } = decideFolder(compiled, anonymous, folder, request.deps.clock());
  const asked = offerOf(compiled, folder, request);
  const offer = asked ?? login;
  const samples = languages.map((language) => {
    const base = language.split('-')[0] ?? 'en';
    const texts = {
      speak: speakIn(base),
      wanted: [language, defaultLanguage, 'en'],
      institution,
      signIn,
      refusedAccount: null,
    };
    return renderService(buildAuth1Service(offer, links, texts, 'image2'), language, institution);
  });
  const document = buildAccessService(offer, links, { institution, signIn, defaultLanguage });
  return html`<h2>As viewers show it</h2>
    ${asked === null && html`<p class="quiet">Nothing asks visitors to sign in here at the moment; this is how it would be.</p>`}
    ${samples}
    <details>
      <summary>The refusal document that viewers read</summary>
      <pre tabindex="0" aria-label="Access service of Authorization Flow 2.0"><code>${JSON.stringify(document, null, 2)}</code></pre>
    </details>`;
}
