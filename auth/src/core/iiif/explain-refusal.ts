import type { Decision, Reason, Step } from '../policy/decision.js';
import type { Speak } from '../texts/catalogue.js';
import { pickText } from '../texts/pick-text.js';

/** Writes a moment as a date for people; the edge knows time zones, the core does not. */
export type WriteDate = (at: number) => string;

export interface RefusalVoice {
  readonly speak: Speak;
  readonly language: string;
  /** Languages in the order in which an administrator's own reasons are wanted. */
  readonly wanted: readonly string[];
  readonly writeDate: WriteDate;
  /** The name of whoever is signed in, or null. */
  readonly userName: string | null;
  /** Whom to ask where the folder says nobody; null: nobody. */
  readonly contact: string | null;
}

function sayStep(step: Step, voice: RefusalVoice, reduced: boolean): string {
  const { speak } = voice;
  switch (step.kind) {
    case 'sign-in':
      return speak(reduced ? 'reason.signInBetter' : 'reason.signIn');
    case 'other-account':
      return speak('reason.otherAccount', { name: voice.userName ?? '' });
    case 'agree':
      return speak('reason.agree');
    case 'place':
      return speak('reason.place', { place: step.place });
    case 'wait':
      return speak('reason.closedUntil', { date: voice.writeDate(step.until) });
  }
}

function sayReason(reason: Reason, voice: RefusalVoice): string | null {
  const { speak, wanted } = voice;
  switch (reason.kind) {
    case 'granted':
    case 'not-granted':
      return null;
    case 'no-rule':
      return speak('reason.noRule');
    case 'ceiling': {
      return (
        pickText(reason.text, wanted) ??
        (reason.until === null
          ? speak('reason.closed')
          : speak('reason.closedUntil', { date: voice.writeDate(reason.until) }))
      );
    }
  }
}

/** Why the visitor sees nothing, or only part, and what would help, in one or two sentences, and whom to ask. */
export function explainRefusal(decision: Decision, voice: RefusalVoice): string {
  const reduced = decision.limits !== null;
  const reasons = decision.reason.map((reason) => sayReason(reason, voice)).filter((text) => text !== null);
  const help = decision.steps
    .filter((step) => step.kind !== 'wait' || reasons.length === 0)
    .map((step) => sayStep(step, voice, reduced));
  const found = [...new Set([...reasons, ...help])];
  const sentences = found.length > 0 ? found : [voice.speak(reduced ? 'reason.reduced' : 'reason.closed')];
  const contact = decision.contact ?? voice.contact;
  const ask = contact === null ? [] : [voice.speak('reason.contact', { contact })];
  return [...sentences, ...ask].join(' ');
}
