import type { Decision } from '../policy/decision.js';
import { languageMap } from '../texts/catalogue.js';
import type { JsonObject } from './auth1-services.js';
import { auth2Context, type ProbeKind } from './auth2-services.js';
import { explainRefusal, type RefusalVoice } from './explain-refusal.js';
import type { ImageOutcome } from './image-outcome.js';
import type { Links } from './links.js';
import type { LanguageMap } from './language-map.js';

/** A2-33: the answer of a probe. `status` is what the client acts on; the answer itself is always 200 (A2-32). */
export interface ProbeResult extends JsonObject {
  readonly '@context': typeof auth2Context;
  readonly type: 'AuthProbeResult2';
  readonly status: 200 | 400 | 401 | 403 | 404 | 503;
}

/** What was asked about: an image by its service or its canvas body, or a file. `identifier` in published form. */
export interface ProbeSubject {
  readonly kind: ProbeKind;
  readonly identifier: string;
  /** Pixels of the tier's own image, where a lower tier is to be seen. */
  readonly view: { readonly width: number; readonly height: number };
}

function result(status: ProbeResult['status'], more: JsonObject = {}): ProbeResult {
  return { '@context': auth2Context, type: 'AuthProbeResult2', status, ...more };
}

function headingOf(decision: Decision, name: string | null): LanguageMap {
  if (decision.limits !== null) return languageMap('probe.reduced');
  if (!decision.couldHelp) return languageMap('probe.closed');
  const kinds = new Set(decision.steps.map((step) => step.kind));
  if (kinds.has('other-account') && name !== null) return languageMap('probe.otherAccount', { name });
  if (kinds.has('sign-in')) return languageMap('probe.signIn');
  if (kinds.has('agree')) return languageMap('probe.agree');
  return languageMap(kinds.has('place') ? 'probe.place' : 'probe.signIn');
}

/** The lower tier as something of the probed thing's own type, without services: this visitor may see it (A2-37, A2-38, A2-54). */
function substitute(subject: ProbeSubject, tier: string, links: Links): JsonObject {
  const base = links.imageService(3, tier, subject.identifier);
  const label = languageMap('probe.reducedLabel', {
    size: String(Math.max(subject.view.width, subject.view.height)),
  });
  const service = { id: base, type: 'ImageService3', profile: 'level2' };
  if (subject.kind === 'service') return { ...service, label };
  return {
    id: `${base}/full/max/0/default.jpg`,
    type: 'Image',
    format: 'image/jpeg',
    label,
    service: [service],
  };
}

/**
 * The probe's answer for one visitor: contract 5, last column. 401 whenever somebody could get more or a lower tier is
 * there, 403 only where nothing helps now (A2-3C).
 * @param voices one per language: dates are written by the edge
 */
export function buildProbeResult(
  subject: ProbeSubject,
  decision: Decision,
  outcome: Exclude<ImageOutcome, { kind: 'not-found' }>,
  links: Links,
  voices: readonly RefusalVoice[],
): ProbeResult {
  if (outcome.kind === 'allow') return result(200);
  const note = Object.fromEntries(voices.map((voice) => [voice.language, [explainRefusal(decision, voice)]]));
  const told = { heading: headingOf(decision, voices[0]?.userName ?? null), note };
  switch (outcome.kind) {
    case 'lower':
      return subject.kind === 'file'
        ? result(401, told)
        : result(401, { ...told, substitute: [substitute(subject, outcome.tier, links)] });
    case 'sign-in':
      return result(401, told);
    case 'closed':
      return result(403, told);
  }
}

/** No such thing here, or nobody may know of it (contract 5). */
export function buildUnknownProbe(): ProbeResult {
  return result(404, {
    heading: languageMap('probe.unknown'),
    note: languageMap('probe.unknownNote'),
  });
}

/** The identifier is none. */
export function buildMalformedProbe(): ProbeResult {
  return result(400, {
    heading: languageMap('probe.malformed'),
    note: languageMap('probe.malformedNote'),
  });
}

/** Something that is needed is away (A2-32: even then the answer itself is 200). */
export function buildUnavailableProbe(): ProbeResult {
  return result(503, {
    heading: languageMap('probe.unavailable'),
    note: languageMap('token.unavailable'),
  });
}
