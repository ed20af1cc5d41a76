import type { ScanReport } from '../core/image/image-catalogue.js';
import type { Audience, Policy } from '../core/policy/model.js';
import type { EpochSeconds } from '../core/time.js';
import { findUpkeepConcerns } from '../core/upkeep/upkeep-concerns.js';
import type { Upkeep } from '../core/upkeep/upkeep.js';
import type { Html } from '../http/html.js';
import { html } from '../http/html.js';

/** Something an administrator should know, and what to do about it. */
export interface Concern {
  readonly text: string;
  readonly remedy: string;
}

export interface State {
  readonly now: EpochSeconds;
  readonly isReady: boolean;
  readonly scan: ScanReport | null;
  readonly scanIntervalSeconds: number;
  readonly images: number;
  readonly administrators: number;
  /** How many people ask that their data be deleted. */
  readonly deletionRequests: number;
  readonly groups: readonly string[];
  readonly policy: Policy | null;
  readonly warnings: readonly string[];
  readonly upkeep: Upkeep;
}

function listGroupsNamed(policy: Policy): readonly string[] {
  const named: (Audience | null)[] = policy.folders.flatMap(({ grants, ceilings }) => [
    ...(grants ?? []).flatMap((grant) => [grant.who, grant.and]),
    ...ceilings.map((ceiling) => ceiling.except),
  ]);
  return [...new Set(named.flatMap((who) => (who?.kind === 'group' ? [who.name] : [])))];
}

/** Everything that does not look right. */
export function findConcerns(state: State): readonly Concern[] {
  const concerns: Concern[] = [];
  const { scan, policy } = state;
  if (!state.isReady)
    concerns.push({
      text: 'This server does not hear of changes that others make.',
      remedy:
        'It asks the database every time meanwhile, so nothing is open that should not be, but it is slow. Look at the database.',
    });
  if (scan === null)
    concerns.push({
      text: 'The image folder was never looked at.',
      remedy: 'This starts by itself; if it does not, run ./scripts/gatehouse images scan.',
    });
  else if (scan.state !== 'running' && state.now - scan.startedAt > 3 * state.scanIntervalSeconds + 600)
    concerns.push({
      text: 'The image folder was not looked at for long.',
      remedy:
        'New and changed files are not known. Run ./scripts/gatehouse images scan, and look at what it says.',
    });
  if (scan?.state === 'finished' && state.images === 0)
    concerns.push({
      text: 'There is no image in the folder.',
      remedy: 'Put JPEG 2000, TIFF, JPEG, PNG or WebP files into IMAGE_DIR; they are found by themselves.',
    });
  if (state.administrators === 1)
    concerns.push({
      text: 'There is only one administrator.',
      remedy: 'Make a second one on the page of a person, so that nobody is locked out when one is away.',
    });
  if (state.deletionRequests > 0)
    concerns.push({
      text:
        state.deletionRequests === 1
          ? 'Somebody asks that their data be deleted.'
          : `${state.deletionRequests} people ask that their data be deleted.`,
      remedy: 'They are under People, “Ask to be deleted”. Delete them on their page, or talk to them.',
    });
  const missing =
    policy === null ? [] : listGroupsNamed(policy).filter((name) => !state.groups.includes(name));
  if (missing.length > 0)
    concerns.push({
      text: `Rules name groups that do not exist: ${missing.slice(0, 10).join(', ')}.`,
      remedy: 'Create them, or change the rules: nobody can be a member.',
    });
  concerns.push(...findUpkeepConcerns(state.upkeep, state.now));
  for (const text of state.warnings) concerns.push({ text, remedy: '' });
  return concerns;
}

/** The list as people read it; nothing when all is well. */
export function renderConcerns(concerns: readonly Concern[]): Html | false {
  return (
    concerns.length > 0 &&
    html`<h2>Worth a look</h2>
      <ul class="concerns">
        ${concerns.map(({ text, remedy }) => html`<li><strong>${text}</strong> ${remedy}</li>`)}
      </ul>`
  );
}
