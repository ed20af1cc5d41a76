import { findOwnRule } from '../../core/policy/edit-folder.js';
import type { Policy } from '../../core/policy/model.js';
import { type Html, html } from '../../http/html.js';
import { formatPolicyText } from '../../policy-text/format-policy.js';

/** What is set at a folder itself, as the rules write it. */
export function renderRuleAsText(policy: Policy, folder: string, mayReadAll: boolean): Html {
  const own = findOwnRule(policy, folder);
  if (own === null)
    return html`<p class="quiet">Nothing is set at this folder itself, so no line of the text speaks of it.</p>`;
  const text = formatPolicyText({ ...policy, tiers: [], places: [], agreements: [], folders: [own] });
  // Its part of the document: head and the other sections are of no folder.
  const lines = text.slice(Math.max(0, text.search(/^folders:/m)));
  return html`<details>
    <summary>The same as text</summary>
    <pre tabindex="0" aria-label="Rules of this folder as text"><code>${lines}</code></pre>
    ${mayReadAll && html`<p><a href="/auth/admin/rules">Change it as text, among all rules</a></p>`}
  </details>`;
}
