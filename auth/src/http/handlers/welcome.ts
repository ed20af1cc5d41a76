import type { Context } from 'koa';
import { compareNaturally } from '../../core/iiif/natural-order.js';
import { formatIdentifier, toImagePath } from '../../core/image/image-path.js';
import { decideFolder } from '../../core/policy/decide.js';
import { html } from '../html.js';
import { voiceOf } from '../language.js';
import { applyHeaderProfile } from '../middleware/header-profiles.js';
import { renderLayout } from '../pages/layout.js';
import { descriptionVisitor, readCredentials } from '../visitor.js';
import type { InfoDeps } from './info.js';

/** A folder on the welcome page: its manifest, and whether this visitor sees anything in it. */
interface FolderCard {
  readonly name: string;
  readonly manifest: string;
  readonly state: 'closed' | 'reduced' | 'full';
}

async function listCards(ctx: Context, deps: InfoDeps): Promise<readonly FolderCard[]> {
  const visitor = await descriptionVisitor(deps, readCredentials(ctx.req.headers), 1);
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

/** `/`: what this is, sign in, and what this visitor may see. */
export function welcomePage(deps: InfoDeps): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    const { language, speak } = voiceOf(ctx, deps.config.defaultLanguage);
    const { institution } = deps.config;
    const cards = await listCards(ctx, deps);
    const items = cards.map(
      (card) =>
        html`<li>
          <strong>${card.name}</strong><br /><span class="quiet">${speak(`welcome.${card.state}`)}</span
          ><br /><a href="/view/?manifest=${encodeURIComponent(card.manifest)}">${speak('welcome.view')}</a> · <a href="${card.manifest}">${speak('welcome.manifest')}</a>
        </li>`,
    );
    const list =
      cards.length === 0
        ? html`<p>${speak('welcome.empty')}</p>`
        : html`<ul class="cards">
            ${items}
          </ul>`;
    const body = html`<p>${speak('welcome.intro', { institution })}</p>
      <p class="actions">
        <a class="button" href="/iiif-login">${speak('login.button')}</a>
        <a class="button plain" href="/auth/admin/">${speak('welcome.admin')}</a>
      </p>
      <h2>${speak('welcome.collections')}</h2>
      ${list}`;
    applyHeaderProfile(ctx, 'page');
    ctx.type = 'text/html; charset=utf-8';
    ctx.body = renderLayout({
      language,
      title: speak('welcome.title'),
      institution,
      body,
      width: 'wide',
    }).text;
  };
}
