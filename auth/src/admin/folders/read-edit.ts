import { parseAudience } from '../../core/policy/audience.js';
import { canonicalText } from '../../core/canonical-text.js';
import type { FolderEdit } from '../../core/policy/edit-folder.js';
import type { Audience, Ceiling, Grant, Policy } from '../../core/policy/model.js';
import { err, ok, type Result } from '../../core/result.js';
import type { EpochSeconds } from '../../core/time.js';
import { canonicalUserName } from '../../core/identity/user-name.js';
import { createZone } from '../../policy-text/zoned-time.js';
import type { Form } from '../admin-request.js';
import { readTexts } from '../settings/language-fields.js';
import { applyTemplate, isTemplate } from './templates.js';

/** An edit, and the policy to make it in (a template may bring a tier along). */
export interface ReadEdit {
  readonly edit: FolderEdit;
  readonly policy: Policy;
  /** For the history. */
  readonly note: string;
}

export interface EditContext {
  readonly policy: Policy;
  readonly inherited: readonly Grant[];
  /** The grants and limits that the folder has itself. */
  /** In which the reason of a limit is, where the form says none. */
  readonly language: string;
  readonly own: { readonly grants: readonly Grant[]; readonly ceilings: readonly Ceiling[] };
}

type Read<T> = Result<T, readonly string[]>;

function readDate({ timezone }: Policy, text: string | undefined, label: string): Read<EpochSeconds | null> {
  if (text === undefined || text.trim() === '') return ok(null);
  const time = createZone(timezone)?.parse(text.trim());
  return time?.ok === true ? time : err([`${label}: write the day as 2031-01-01.`]);
}

function readAudience(form: Form, name: string, label: string): Read<Audience | null> {
  const choice = form.get(name) ?? '';
  if (choice === '') return ok(null);
  const typed = canonicalUserName(form.get(`${name}_user`) ?? '');
  if (choice === 'user' && !typed.ok) return err([`${label}: write the user name of the person.`]);
  const audience = parseAudience(choice === 'user' && typed.ok ? `user:${typed.value}` : choice);
  return audience.ok ? audience : err([`${label}: ${audience.error}.`]);
}

function problemsOf(...results: readonly Read<unknown>[]): readonly string[] {
  return results.flatMap((result) => (result.ok ? [] : result.error));
}

function readGrant(form: Form, policy: Policy): Read<Grant> {
  const who = readAudience(form, 'who', 'Who');
  const from = readDate(policy, form.get('from'), 'From');
  const until = readDate(policy, form.get('until'), 'Until');
  if (!who.ok || !from.ok || !until.ok) return err(problemsOf(who, from, until));
  if (who.value === null) return err(['Choose who gets the grant.']);
  const agree = form.get('agree') ?? '';
  const tier = form.get('tier') ?? '';
  return ok({
    who: who.value,
    and: null,
    tier,
    from: from.value,
    until: until.value,
    agree: agree === '' ? null : agree,
  });
}

function readCeiling(form: Form, policy: Policy, language: string): Read<Ceiling> {
  const except = readAudience(form, 'except', 'Except for');
  const from = readDate(policy, form.get('from'), 'From');
  const until = readDate(policy, form.get('until'), 'Until');
  if (!except.ok || !from.ok || !until.ok) return err(problemsOf(except, from, until));
  const reason = readTexts(new Map([...form, [`reason.${language}`, form.get('reason') ?? '']]), 'reason');
  return ok({
    max: form.get('max') ?? 'closed',
    from: from.value,
    until: until.value,
    except: except.value,
    reason,
  });
}

function readTemplate(form: Form, policy: Policy): Read<ReadEdit> {
  const name = form.get('template');
  const date = readDate(policy, form.get('date'), 'Date');
  if (!isTemplate(name)) return err(['Choose a template.']);
  if (!date.ok) return date;
  const applied = applyTemplate(policy, name, {
    tier: form.get('tier') ?? '',
    group: form.get('group') ?? '',
    place: form.get('place') ?? '',
    date: date.value,
  });
  if (!applied.ok) return applied;
  const { grants, policy: base } = applied.value;
  return ok({ edit: { kind: 'set-grants', grants }, policy: base, note: `template ${name}` });
}

function readAppearance(form: Form, policy: Policy): Read<ReadEdit> {
  const manifest = form.get('manifest') ?? '';
  const hidden = form.get('hidden') ?? '';
  const contact = (form.get('contact') ?? '').trim();
  const edit: FolderEdit = {
    kind: 'set-appearance',
    manifest: manifest === 'open' || manifest === 'skeleton' || manifest === 'closed' ? manifest : null,
    hidden: hidden === '' ? null : hidden === 'yes',
    contact: contact === '' ? null : contact,
  };
  return ok({ edit, policy, note: 'names, hiding, contact' });
}

const gone = ['What you wanted to remove is no longer there. Somebody else may have removed it.'];

/** Reads one of the forms of a folder's page, or says everything that is wrong with it. */
export function readEdit(form: Form, { policy, inherited, own, language }: EditContext): Read<ReadEdit> {
  const what = form.get('what');
  switch (form.get('op') ?? '') {
    case 'template':
      return readTemplate(form, policy);
    case 'inherit-grants':
      return ok({ edit: { kind: 'inherit-grants' }, policy, note: 'grants inherited' });
    case 'add-grant': {
      const grant = readGrant(form, policy);
      if (!grant.ok) return grant;
      return ok({ edit: { kind: 'add-grant', grant: grant.value, inherited }, policy, note: 'grant added' });
    }
    case 'add-ceiling': {
      const ceiling = readCeiling(form, policy, language);
      if (!ceiling.ok) return ceiling;
      return ok({ edit: { kind: 'add-ceiling', ceiling: ceiling.value }, policy, note: 'limit added' });
    }
    case 'appearance':
      return readAppearance(form, policy);
    case 'remove-grant': {
      const grant = own.grants.find((one) => canonicalText(one) === what);
      if (grant === undefined) return err(gone);
      return ok({ edit: { kind: 'remove-grant', grant }, policy, note: 'grant removed' });
    }
    case 'remove-ceiling': {
      const ceiling = own.ceilings.find((one) => canonicalText(one) === what);
      if (ceiling === undefined) return err(gone);
      return ok({ edit: { kind: 'remove-ceiling', ceiling }, policy, note: 'limit removed' });
    }
    default:
      return err(['Choose what to change.']);
  }
}
