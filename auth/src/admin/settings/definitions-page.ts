import { canonicalText } from '../../core/canonical-text.js';
import {
  type DefinitionKind,
  type Definitions,
  findDefinition,
  listDefinitions,
} from '../../core/policy/edit-definitions.js';
import { listRulesNaming } from '../../core/policy/rules-naming.js';
import { html, type Html } from '../../http/html.js';
import { HttpProblem } from '../../http/problem.js';
import type { AdminRequest, Form } from '../admin-request.js';
import { readRules, type RunningRules } from '../folders/rules-of.js';
import { sendAdminPage } from '../page.js';
import { postButton } from '../pages/post-button.js';
import { renderDefinitionForm } from './definition-form.js';
import type { DefinitionPages } from './definition-pages.js';
import { renderUses, sayUses } from './rule-uses.js';

/** What was typed into a form that could not be taken, and what is to be said of it. */
export interface Refused {
  readonly values: Form;
  readonly said: Html | false;
  readonly status: number;
}

/** The way back up. */
function renderUp(title: string, path: string | null): Html {
  return html`<nav class="crumbs" aria-label="Where you are">
    <a href="/auth/admin/settings">Settings</a> /
    ${path === null ? html`<strong>${title}</strong>` : html`<a href="/auth/admin/${path}">${title}</a>`}
  </nav>`;
}

/** Sends the list of one kind; `refused`: the form for a new one, as it was filled. */
export function showList<K extends DefinitionKind>(
  pages: DefinitionPages<K>,
  request: AdminRequest,
  rules: RunningRules,
  refused: Refused | null,
): void {
  const all = listDefinitions(rules.policy, pages.kind);
  const form = renderDefinitionForm(pages, {
    request,
    rules,
    values: refused?.values ?? new Map(),
    exists: null,
  });
  const summary = html`<summary>New ${pages.kind}</summary>`;
  const body = html`${renderUp(pages.title, null)} ${pages.intro} ${refused?.said ?? null}
    ${
      all.length === 0
        ? html`<p class="quiet">There is none yet.</p>`
        : html`<ul class="tree defined">
            ${all.map(
              (one) =>
                html`<li>
                  <a href="/auth/admin/${pages.path}/${encodeURIComponent(one.name)}">${one.name}</a>
                  <span>${pages.say(one)} <span class="quiet">· ${sayUses(rules.policy, { kind: pages.kind, name: one.name })}</span></span>
                </li>`,
            )}
          </ul>`
    }
    ${
      request.standing.administrator &&
      (refused === null
        ? html`<details>${summary} ${form}</details>`
        : html`<details open>${summary} ${form}</details>`)
    }`;
  sendAdminPage(request, {
    title: pages.title,
    section: 'settings',
    body,
    status: refused?.status ?? 200,
  });
}

/** The list of tiers, places or agreements. */
export function listPage<K extends DefinitionKind>(
  pages: DefinitionPages<K>,
): (request: AdminRequest) => Promise<void> {
  return async (request) => showList(pages, request, await readRules(request.deps), null);
}

function renderDeletion<K extends DefinitionKind>(
  { kind, path }: DefinitionPages<K>,
  { ctx, deps }: AdminRequest,
  rules: RunningRules,
  name: string,
): Html {
  const isUsed = listRulesNaming(rules.policy, { kind, name }).length > 0;
  return html`<h2>Delete it</h2>
    ${
      isUsed
        ? html`<p>It can’t be deleted while the rules above name it. Change those first.</p>`
        : postButton({
            action: `/auth/admin/${path}/${encodeURIComponent(name)}`,
            formToken: deps.formGuard.issue(ctx),
            label: `Delete this ${kind}`,
            fields: { op: 'delete', based_on: String(rules.number) },
            kind: 'plain danger',
          })
    }`;
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

/** Sends the page of one of them. */
export async function showOne<K extends DefinitionKind>(
  pages: DefinitionPages<K>,
  request: AdminRequest,
  rules: RunningRules,
  definition: Definitions[K],
  refused: Refused | null,
): Promise<void> {
  const { standing } = request;
  const { name } = definition;
  const form = renderDefinitionForm(pages, {
    request,
    rules,
    values: refused?.values ?? pages.write(definition),
    exists: { name, was: canonicalText(definition) },
  });
  const body = html`${renderUp(pages.title, pages.path)} ${refused?.said ?? null}
    <p>${sentence(pages.say(definition))}</p>
    ${await pages.preview(request, rules, definition, null)}
    <h2>Where it is used</h2>
    ${renderUses(rules.policy, { kind: pages.kind, name }, standing)}
    ${
      standing.administrator &&
      html`<h2>Change it</h2>
        <p class="quiet">You first see what would change. Nothing is saved before.</p>
        ${form} ${renderDeletion(pages, request, rules, name)}`
    }`;
  sendAdminPage(request, { title: name, section: 'settings', body, status: refused?.status ?? 200 });
}

/** The definition that an address names. @throws HttpProblem 404 */
export function requireDefinition<K extends DefinitionKind>(
  { kind }: DefinitionPages<K>,
  { params }: AdminRequest,
  rules: RunningRules,
): Definitions[K] {
  const found = findDefinition(rules.policy, kind, params['name'] ?? '');
  if (found === null) throw new HttpProblem(404, `no_such_${kind}`, `there is no ${kind} of this name`);
  return found;
}

/** What a tier, place or agreement is, shows, and where it is used. */
export function onePage<K extends DefinitionKind>(
  pages: DefinitionPages<K>,
): (request: AdminRequest) => Promise<void> {
  return async (request) => {
    const rules = await readRules(request.deps);
    await showOne(pages, request, rules, requireDefinition(pages, request, rules), null);
  };
}
