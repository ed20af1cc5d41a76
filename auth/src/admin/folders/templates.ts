import type { Audience, Grant, Policy } from '../../core/policy/model.js';
import { err, ok, type Result } from '../../core/result.js';
import type { EpochSeconds } from '../../core/time.js';

/** The usual cases. */
export const templates = {
  open: { name: 'Open', meaning: 'everyone sees everything' },
  'preview-staff': { name: 'Preview and staff', meaning: 'everyone sees the preview, the group everything' },
  'on-site': { name: 'On site', meaning: 'everything for whoever is at the place, nothing elsewhere' },
  'team-until': {
    name: 'Team until a date',
    meaning: 'the group sees everything; from the date on, everyone does',
  },
  closed: { name: 'Closed', meaning: 'nobody sees anything' },
} as const;

export type TemplateName = keyof typeof templates;

export function isTemplate(text: string | undefined): text is TemplateName {
  return text !== undefined && Object.hasOwn(templates, text);
}

export interface TemplateChoices {
  readonly tier: string;
  readonly group: string;
  readonly place: string;
  readonly date: EpochSeconds | null;
}

/** What a template means: the grants, and the policy with a preview tier if it had none. */
export interface AppliedTemplate {
  readonly grants: readonly Grant[];
  readonly policy: Policy;
}

function give(who: Audience, tier = 'full', from: EpochSeconds | null = null): Grant {
  return { who, and: null, tier, from, until: null, agree: null };
}

const everyone: Audience = { kind: 'anyone' };

/** Fills a template in, or says which choices it lacks. */
export function applyTemplate(
  policy: Policy,
  name: TemplateName,
  { tier, group, place, date }: TemplateChoices,
): Result<AppliedTemplate, readonly string[]> {
  const team: Audience = { kind: 'group', name: group };
  const noGroup = group === '' ? ['Choose a group for this template. Groups are made under “Groups”.'] : [];
  switch (name) {
    case 'open':
      return ok({ grants: [give(everyone)], policy });
    case 'closed':
      return ok({ grants: [], policy });
    case 'on-site':
      if (place === '')
        return err(['Choose a place for this template. Places are defined in the rules as text.']);
      return ok({ grants: [give({ kind: 'place', name: place })], policy });
    case 'team-until': {
      const problems = date === null ? [...noGroup, 'Choose the date for this template.'] : noGroup;
      if (problems.length > 0) return err(problems);
      return ok({ grants: [give(team), give(everyone, 'full', date)], policy });
    }
    case 'preview-staff': {
      if (noGroup.length > 0) return err(noGroup);
      const made = policy.tiers.length === 0;
      const preview = made ? 'preview' : tier;
      if (preview === 'full' || preview === '')
        return err(['Choose which tier is the preview for this template.']);
      const tiers = made ? [{ name: 'preview', maxEdge: 400, quality: 'color' as const }] : policy.tiers;
      return ok({ grants: [give(everyone, preview), give(team)], policy: { ...policy, tiers } });
    }
  }
}
