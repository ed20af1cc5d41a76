import type { Context } from 'koa';
import { compareNaturally } from '../../core/iiif/natural-order.js';
import { formatIdentifier, toImagePath } from '../../core/image/image-path.js';
import { decideFolder } from '../../core/policy/decide.js';
import type { Visitor } from '../../core/policy/visitor.js';
import { pickText } from '../../core/texts/pick-text.js';
import type { Speak } from '../../core/texts/catalogue.js';
import type { Html } from '../html.js';
import { html } from '../html.js';
import { wantedLanguages } from '../language.js';
import { renderMarkdown } from '../markdown.js';
import { renderLayout } from '../pages/layout.js';
import { pageVoice, sendPage } from '../send-page.js';
import { descriptionVisitor, readCredentials } from '../visitor.js';
import type { InfoDeps } from './info.js';
import { demoTour, type DemoTourDeps } from './welcome-demo.js';

/** A folder on the welcome page: its manifest, and whether this visitor sees anything in it. */
interface FolderCard {
  readonly name: string;
  readonly manifest: string;
  readonly state: 'closed' | 'reduced' | 'full';
}

async function listCards(deps: InfoDeps, visitor: Visitor): Promise<readonly FolderCard[]> {
  const policy = await deps.policy.current();
  const names = [...(await deps.images.listSubfolders(''))].sort(compareNaturally);
  return names.flatMap((name) => {
    const path = toImagePath(name);
    const decision = decideFolder(policy, visitor, name, deps.clock());
    if (!path.ok || (decision.hidden && decision.limits === null)) return [];
    const state = decision.limits === null ? 'closed' : decision.tier === 'full' ? 'full' : 'reduced';
    return [{ name, manifest: deps.links.manifest('3', formatIdentifier(path.value)), state } as const];
  });
}

function renderCard({ name, manifest, state }: FolderCard, speak: Speak): Html {
  return html`<li>
    <strong>${name}</strong><br /><span class="quiet">${speak(`welcome.${state}`)}</span><br />
    <a href="/view/?manifest=${encodeURIComponent(manifest)}">${speak('welcome.view')}</a> ·
    <a href="${manifest}">${speak('welcome.manifest')}</a>
  </li>`;
}

function renderActions({ user }: Visitor, speak: Speak): Html {
  return html`${user !== null && html`<p>${speak('login.signedIn', { name: user.name })}</p>`}
    <p class="actions">
      ${
        user === null
          ? html`<a class="button" href="/iiif-login?return=/">${speak('login.button')}</a>`
          : html`<a class="button plain" href="/iiif-logout">${speak('login.signOut')}</a>`
      }
      <a class="button plain" href="/auth/admin/">${speak('welcome.admin')}</a>
    </p>`;
}

/** `/`: what this is, sign in, and what this visitor may see. */
export function welcomePage(deps: DemoTourDeps): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    const voice = pageVoice(ctx, deps.config.defaultLanguage);
    const { speak } = voice;
    const look = deps.look();
    const own = pickText(look.welcome, wantedLanguages(ctx, deps.config.defaultLanguage));
    const visitor = await descriptionVisitor(deps, readCredentials(ctx.req.headers), 1);
    const tour = await demoTour(deps, visitor, speak);
    const all = (await listCards(deps, visitor)).filter(({ name }) => tour?.folders.has(name) !== true);
    // What is closed to this visitor is counted, not named (contract 3).
    const cards = all.filter(({ state }) => state !== 'closed');
    const closed = all.length - cards.length;
    const items = cards.map((card) => renderCard(card, speak));
    const more = speak(visitor.user === null ? 'welcome.more' : 'welcome.moreToAccount', {
      count: String(closed),
    });
    const list =
      cards.length === 0
        ? html`<p>${speak('welcome.empty')}</p>`
        : html`<ul class="cards">
            ${items}
          </ul>`;
    const body = html`${
      own === null
        ? html`<p>${speak('welcome.intro', { institution: look.institution })}</p>`
        : html`<section dir="auto">${renderMarkdown(own)}</section>`
    }
      ${renderActions(visitor, speak)}
      ${tour?.part ?? null}
      ${(tour === null || cards.length > 0) && html`<h2>${speak('welcome.collections')}</h2>${list}`}
      ${closed > 0 && html`<p class="quiet">${more}</p>`}`;
    const title = speak('welcome.title');
    const page = renderLayout({ ...voice, title, look, body, width: 'wide' });
    sendPage(ctx, page, { profile: 'page', language: voice.language });
  };
}
