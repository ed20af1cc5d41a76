import type { FolderRule, Policy } from '../../core/policy/model.js';
import { patternOfRule } from '../../core/policy/rule-memo.js';
import { findRulesNaming, type NamedInRules } from '../../core/policy/rules-naming.js';
import { mayReadAll, mayReadFolder, type Standing } from '../../core/identity/standing.js';
import { html, type Html } from '../../http/html.js';
import { folderAddress } from '../folders/folder-address.js';
import { countOf } from '../say-time.js';

const mostShown = 100;

/** The folder that a rule is written for; null: a glob. */
function folderOfRule(rule: FolderRule): string | null {
  const parsed = patternOfRule(rule);
  return parsed.ok ? parsed.value.exact : null;
}

/** In how many rules it is named. */
export function sayUses(policy: Policy, named: NamedInRules): string {
  const { length } = findRulesNaming(policy, named);
  return length === 0 ? 'not used' : `in ${countOf(length, 'rule')}`;
}

/** The rules that name it, with the way to their folders. Managers are shown their own, and how many others there are. */
export function renderUses(policy: Policy, named: NamedInRules, standing: Standing): Html {
  const uses = findRulesNaming(policy, named).map((rule) => ({
    pattern: rule.pattern,
    folder: folderOfRule(rule),
  }));
  const own = uses.filter(({ folder }) =>
    folder === null ? mayReadAll(standing) : mayReadFolder(standing, folder),
  );
  const others = uses.length - own.length;
  if (uses.length === 0) return html`<p class="quiet">No rule names it.</p>`;
  return html`<ul class="access">
    ${own
      .slice(0, mostShown)
      .map(({ pattern, folder }) =>
        folder === null
          ? html`<li><code>${pattern}</code></li>`
          : html`<li><a href="${folderAddress(folder)}">${pattern}</a></li>`,
      )}
    ${own.length > mostShown && html`<li class="quiet">and ${countOf(own.length - mostShown, 'other')}</li>`}
    ${others > 0 && html`<li class="quiet">${countOf(others, 'rule')} of folders that you do not manage</li>`}
  </ul>`;
}
