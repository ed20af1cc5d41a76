import type { EpochSeconds } from '../time.js';
import { listBestPlaced, bestPlacedRank } from './best-placed.js';
import { listBoundaries } from './boundaries.js';
import type { CompiledGrant, CompiledPolicy } from './compile.js';
import type { Step } from './decision.js';
import { bestGrant, judgeCeiling, judgeGrant, tiersLeft } from './judge.js';
import { grantsFor } from './grant-index.js';
import type { Audience } from './model.js';
import { isAmong, type Person } from './person.js';
import { bestRank } from './tier-table.js';
import type { Scope } from './walk.js';

/** What would help this person to a better rank than they have, and whether anything could now. */
export interface Help {
  readonly steps: readonly Step[];
  readonly couldHelp: boolean;
}

const kinds = ['sign-in', 'other-account', 'agree', 'place', 'wait'] as const;

/** Tries the best-placed people; the steps are what they have and this person lacks, then the wait, if that helps. */
export function findHelp(
  policy: CompiledPolicy,
  scope: Scope,
  person: Person,
  rank: number,
  now: EpochSeconds,
): Help {
  const steps = new Map<string, Step>();
  let couldHelp = false;
  for (const better of listBestPlaced(policy, scope, person.userName)) {
    if (bestGrant(scope, better, now).rank <= rank) continue;
    couldHelp = true;
    for (const step of compare(scope, person, better, rank, now)) steps.set(keyOf(step), step);
  }
  const until = findWait(policy, scope, person, rank, now, couldHelp);
  if (until !== null) steps.set('wait', { kind: 'wait', until });
  return {
    steps: [...steps.values()].sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind)),
    couldHelp,
  };
}

/** Different for different steps. Names hold no spaces. */
function keyOf(step: Step): string {
  if (step.kind === 'place') return `place ${step.place}`;
  return step.kind === 'agree' ? `agree ${step.agreement}` : step.kind;
}

function compare(
  scope: Scope,
  person: Person,
  better: Person,
  rank: number,
  now: EpochSeconds,
): readonly Step[] {
  const steps: Step[] = [];
  const leftToBetter = tiersLeft(scope, better, now);
  const leftToPerson = tiersLeft(scope, person, now);
  for (const grant of grantsFor(scope.grants, better)) {
    if (bestRank(grant.tiers & leftToBetter) <= rank || judgeGrant(grant, better, now) !== 'counts') continue;
    steps.push(
      ...lacking(grant.grant.who, person),
      ...lacking(grant.grant.and, person),
      ...agreeing(grant, person, now),
    );
    if (bestRank(grant.tiers & leftToPerson) > rank) continue;
    for (const ceiling of scope.ceilings) {
      const escapes = judgeCeiling(ceiling, better, now) === 'excepted';
      if (escapes) steps.push(...lacking(ceiling.ceiling.except, person));
    }
  }
  return steps;
}

function lacking(audience: Audience | null, person: Person): readonly Step[] {
  if (audience === null || isAmong(audience, person)) return [];
  if (audience.kind === 'place') return [{ kind: 'place', place: audience.name }];
  return [{ kind: person.signedIn ? 'other-account' : 'sign-in' }];
}

function agreeing(
  { grant, agreement, tiers }: CompiledGrant,
  person: Person,
  now: EpochSeconds,
): readonly Step[] {
  if (agreement === null) return [];
  const asked = { grant: { ...grant, who: { kind: 'anyone' } as const, and: null }, agreement, tiers };
  if (judgeGrant(asked, person, now) === 'counts') return [];
  return [{ kind: 'agree', agreement: agreement.name, version: agreement.version }];
}

/** When time alone helps this person; else, when nothing helps now, when it helps the best placed. */
function findWait(
  policy: CompiledPolicy,
  scope: Scope,
  person: Person,
  rank: number,
  now: EpochSeconds,
  couldHelp: boolean,
): EpochSeconds | null {
  const times = listBoundaries(scope, now);
  const mine = times.find((time) => bestGrant(scope, person, time).rank > rank);
  if (mine !== undefined || couldHelp) return mine ?? null;
  return times.find((time) => bestPlacedRank(policy, scope, time) > rank) ?? null;
}
