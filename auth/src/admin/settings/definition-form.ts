import type { DefinitionKind } from '../../core/policy/edit-definitions.js';
import { html, type Html } from '../../http/html.js';
import type { AdminRequest, Form } from '../admin-request.js';
import type { RunningRules } from '../folders/rules-of.js';
import type { DefinitionPages } from './definition-pages.js';

export interface DefinitionFormProps {
  readonly request: AdminRequest;
  readonly rules: RunningRules;
  readonly values: Form;
  /** The name of what is changed, and what it was, as text; null: something new. */
  readonly exists: { readonly name: string; readonly was: string } | null;
}

/** The form that makes or changes one; it leads to a plan. */
export function renderDefinitionForm<K extends DefinitionKind>(
  pages: DefinitionPages<K>,
  { request, rules, values, exists }: DefinitionFormProps,
): Html {
  const { ctx, deps } = request;
  const fields = pages.renderFields({
    values,
    policy: rules.policy,
    exists: exists !== null,
    defaultLanguage: deps.config.defaultLanguage,
  });
  const action = exists === null ? pages.path : `${pages.path}/${encodeURIComponent(exists.name)}`;
  const nameHint = pages.kind === 'place' ? 'no spaces or colons' : 'letters, digits, - and _; it stays';
  return html`<form method="post" action="/auth/admin/${action}" class="wide-form">
    <input type="hidden" name="form_token" value="${deps.formGuard.issue(ctx)}" />
    <input type="hidden" name="based_on" value="${rules.number}" />
    ${
      exists === null
        ? html`<label for="${pages.kind}-name">Name <span class="quiet">(${nameHint})</span></label>
            <input type="text" id="${pages.kind}-name" name="name" value="${values.get('name') ?? ''}" maxlength="64" required autocapitalize="none" spellcheck="false" />`
        : html`<input type="hidden" name="was" value="${exists.was}" />`
    }
    ${fields}
    <button type="submit">Show what would change</button>
  </form>`;
}
