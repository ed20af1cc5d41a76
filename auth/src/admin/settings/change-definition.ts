import { canonicalText } from '../../core/canonical-text.js';
import {
  addDefinition,
  type DefinitionKind,
  type Definitions,
  findDefinition,
  removeDefinition,
  replaceDefinition,
} from '../../core/policy/edit-definitions.js';
import type { Policy } from '../../core/policy/model.js';
import { listRulesNaming } from '../../core/policy/rules-naming.js';
import { html, type Html } from '../../http/html.js';
import type { AdminRequest } from '../admin-request.js';
import { readRules, type RunningRules } from '../folders/rules-of.js';
import { renderNotice, renderProblems } from '../pages/problem-list.js';
import type { Proposal } from '../rules/proposal.js';
import { findRuleProblems, proposeRules } from '../rules/propose-rules.js';
import { sayFormFault } from '../rules/say-form-fault.js';
import type { DefinitionPages } from './definition-pages.js';
import { requireDefinition, showList, showOne } from './definitions-page.js';

type Action = (request: AdminRequest) => Promise<void>;

async function propose<K extends DefinitionKind>(
  pages: DefinitionPages<K>,
  request: AdminRequest,
  rules: RunningRules,
  about: Pick<Proposal, 'after' | 'action' | 'note' | 'title'> & {
    readonly preview?: Html;
    readonly back?: Proposal['back'];
  },
  again: Action,
): Promise<void> {
  const outcome = await proposeRules(request, {
    rules,
    back: `/auth/admin/${pages.path}`,
    isWhole: false,
    section: 'settings',
    ...about,
  });
  if (outcome === 'overtaken') await again(request);
}

/** Problems in what was entered, before a plan is made of it. */
async function findProblems(
  request: AdminRequest,
  after: Policy,
  kind: DefinitionKind,
  name: string,
): Promise<readonly string[]> {
  const all = await findRuleProblems(request, after);
  return all
    .filter(({ path }) => path[0] === `${kind}s` && (path[1] === undefined || path[1] === name))
    .map(sayFormFault);
}

const sayGone = (kind: DefinitionKind): string =>
  `This ${kind} is not there any more: somebody else has deleted it. What you entered is in the form for a new one.`;

/** Takes the form for a new one: shows the plan first, publishes once that is confirmed. */
export function createDefinition<K extends DefinitionKind>(pages: DefinitionPages<K>): Action {
  return async function create(request) {
    const { form } = request;
    const rules = await readRules(request.deps);
    const name = (form.get('name') ?? '').trim();
    const refuse = (problems: readonly string[]): void =>
      showList(pages, request, rules, { values: form, said: renderProblems(problems), status: 422 });
    const read = pages.read(form, name, null);
    if (!read.ok) {
      refuse(read.error);
      return;
    }
    const after = form.get('after') ?? '';
    const added = addDefinition(rules.policy, pages.kind, read.value, after === '' ? null : after);
    if (!added.ok) {
      refuse([`There is a ${pages.kind} called ${name} already. Choose another name, or change that one.`]);
      return;
    }
    const problems = await findProblems(request, added.value, pages.kind, name);
    if (problems.length > 0) {
      refuse(problems);
      return;
    }
    const about = {
      after: added.value,
      action: `/auth/admin/${pages.path}`,
      note: `${pages.kind} ${name} made`,
      title: `New ${pages.kind}: ${name}`,
      preview: await pages.preview(request, rules, read.value, null),
    };
    await propose(pages, request, rules, about, create);
  };
}

async function remove<K extends DefinitionKind>(
  pages: DefinitionPages<K>,
  request: AdminRequest,
  rules: RunningRules,
  again: Action,
): Promise<void> {
  const definition = requireDefinition(pages, request, rules);
  const { kind } = pages;
  const { name } = definition;
  const removed = removeDefinition(rules.policy, kind, name);
  if (!removed.ok) {
    const patterns = listRulesNaming(rules.policy, { kind, name });
    const said = renderProblems([
      `The ${kind} ${name} is named at ${patterns.slice(0, 10).join(', ')}${patterns.length > 10 ? ' …' : ''}. Change these rules first.`,
    ]);
    await showOne(pages, request, rules, definition, {
      values: pages.write(definition),
      said,
      status: 422,
    });
    return;
  }
  const about = {
    after: removed.value,
    action: `/auth/admin/${pages.path}/${encodeURIComponent(name)}`,
    note: `${kind} ${name} deleted`,
    title: `Delete the ${kind} ${name}`,
  };
  await propose(pages, request, rules, about, again);
}

/** Takes the forms on the page of one of them: change and delete. */
export function changeDefinition<K extends DefinitionKind>(pages: DefinitionPages<K>): Action {
  return async function change(request) {
    const { form, params } = request;
    const rules = await readRules(request.deps);
    if (form.get('op') === 'delete') {
      await remove(pages, request, rules, change);
      return;
    }
    const { kind } = pages;
    const name = params['name'] ?? '';
    const now = findDefinition(rules.policy, kind, name);
    if (now === null) {
      const values = new Map([...form, ['name', name] as const]);
      showList(pages, request, rules, { values, said: renderProblems([sayGone(kind)]), status: 409 });
      return;
    }
    const refuse = async (said: Html | false, status: number): Promise<void> =>
      showOne(pages, request, rules, now, { values: form, said, status });
    if (form.get('was') !== canonicalText(now)) {
      await refuse(sayChanged(pages, now, rules), 409);
      return;
    }
    const read = pages.read(form, name, now);
    const edited = read.ok ? replaceDefinition(rules.policy, kind, now, read.value) : read;
    const problems =
      read.ok && edited.ok
        ? await findProblems(request, edited.value, kind, name)
        : read.ok
          ? []
          : read.error;
    if (!read.ok || !edited.ok || problems.length > 0) {
      await refuse(renderProblems(problems), 422);
      return;
    }
    const own = `/auth/admin/${pages.path}/${encodeURIComponent(name)}` as const;
    const about = {
      after: edited.value,
      action: own,
      back: own,
      note: `${kind} ${name} changed`,
      title: `Change the ${kind} ${name}`,
      preview: await pages.preview(request, rules, read.value, now),
    };
    await propose(pages, request, rules, about, change);
  };
}

/** Somebody else changed the very same thing since the form was opened. */
function sayChanged<K extends DefinitionKind>(
  pages: DefinitionPages<K>,
  now: Definitions[K],
  { version }: RunningRules,
): Html {
  return renderNotice(
    'mind',
    html`<strong>${version?.by ?? 'Somebody'} changed this ${pages.kind} meanwhile</strong>; now it is: ${pages.say(now)}. What
      you entered is still in the form below, and nothing of it is saved.
      ${version !== null && html`<a href="/auth/admin/rules/${version.number}/compare">What was changed.</a>`}`,
  );
}
