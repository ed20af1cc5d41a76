import type { SignInTexts, Texts } from '../policy/model.js';
import { languageMap } from '../texts/catalogue.js';
import type { TextKey } from '../texts/english.js';
import { pickText } from '../texts/pick-text.js';
import type { AccessOffer } from './access-offer.js';
import type { HostDocument, JsonObject } from './auth1-services.js';
import type { Links } from './links.js';
import { askNothing } from './auth2-offers.js';
import type { LanguageMap } from './language-map.js';

/** The context of Authorization Flow 2.0; stands before the image or presentation context (A2-07). */
export const auth2Context = 'http://iiif.io/api/auth/2/context.json';

/**
 * Not of Auth 2: a service without any `profile` crashes Mirador 3 and 4 (viewers.md 0.3). This very text was measured.
 */
const probeProfile = 'http://iiif.io/api/auth/2/probe';

/** What a probe is declared on: an image service, the image of a canvas, or another file (A2-09: each its own id). */
export type ProbeKind = 'service' | 'image' | 'file';

/** What service descriptions are worded with; every text goes out in every language. */
export interface Auth2Texts {
  readonly institution: string;
  readonly signIn: SignInTexts | null;
  /** In which language the folder's own texts stand in where one of ours is missing. */
  readonly defaultLanguage: string;
}

/**
 * The folder's own words where it has some, in every language of the catalogue and those it was written in besides:
 * what an administrator wants to say of this folder goes before the language it is said in.
 */
function words(
  own: Texts | null | undefined,
  key: TextKey,
  values: Readonly<Record<string, string>>,
  defaultLanguage: string,
): LanguageMap {
  const map = languageMap(key, values);
  const tags = new Set([...Object.keys(map), ...Object.keys(own ?? {})]);
  const say = (tag: string): readonly string[] => {
    const text = pickText(own, [tag, defaultLanguage, 'en']);
    return text === null ? (map[tag] ?? []) : [text];
  };
  return Object.fromEntries([...tags].map((tag) => [tag, say(tag)]));
}

/** The one thing that is told of a refused token, where the message itself says nothing (A2-20). */
function tokenService(offer: AccessOffer, links: Links, texts: Auth2Texts): JsonObject {
  const values = { institution: texts.institution, place: offer.place ?? texts.institution };
  const prefix = offer.tokenScope === 'place' ? 'place' : 'service';
  const service = { id: links.token2(offer.tokenScope ?? 'session'), type: 'AuthAccessTokenService2' };
  if (offer === askNothing)
    return {
      ...service,
      errorHeading: languageMap('probe.nothingHelps'),
      errorNote: languageMap('probe.nothingHelpsNote'),
    };
  return {
    ...service,
    errorHeading: words(
      texts.signIn?.failureHeader,
      `${prefix}.failureHeader`,
      values,
      texts.defaultLanguage,
    ),
    errorNote: words(
      texts.signIn?.failureDescription,
      `${prefix}.failureDescription`,
      values,
      texts.defaultLanguage,
    ),
  };
}

function accessScope(offer: AccessOffer): string {
  return offer.agreement === null ? 'active' : `agree/${encodeURIComponent(offer.agreement)}`;
}

/**
 * Describes one access service with its token and, where people can sign out, logout service
 * (A2-04, A2-10, A2-20, A2-41). `login` and `clickthrough` are both `active`.
 */
export function buildAccessService(offer: AccessOffer, links: Links, texts: Auth2Texts): JsonObject {
  const { institution, signIn, defaultLanguage } = texts;
  const values = { institution, place: offer.place ?? institution };
  const token = tokenService(offer, links, texts);
  // A2-10: an external service has no id, and the client opens nothing.
  if (offer.pattern === 'external')
    return { type: 'AuthAccessService2', profile: 'external', service: [token] };
  if (offer.pattern === 'kiosk')
    return {
      id: links.access2('kiosk'),
      type: 'AuthAccessService2',
      profile: 'kiosk',
      label: words(signIn?.label, 'place.label', values, defaultLanguage),
      service: [token],
    };
  const prefix = offer.agreement === null ? 'service' : 'agree';
  const logout = {
    id: links.logout2,
    type: 'AuthLogoutService2',
    label: languageMap('service.logout', values),
  };
  return {
    id: links.access2(accessScope(offer)),
    type: 'AuthAccessService2',
    profile: 'active',
    label: words(signIn?.label, `${prefix}.label`, values, defaultLanguage),
    heading: words(signIn?.header, `${prefix}.header`, values, defaultLanguage),
    note: words(signIn?.description, `${prefix}.description`, values, defaultLanguage),
    confirmLabel: words(signIn?.confirm, `${prefix}.confirm`, values, defaultLanguage),
    service: offer.agreement === null ? [token, logout] : [token],
  };
}

/**
 * Describes the probe of one thing and the ways in to it (A2-03, A2-30). Version 2 documents bring the context along
 * inside (spec-checklist 3.1.4), version 3 documents name it at their top.
 * @param identifier in published form
 * @param offers at least one (A2-04)
 */
export function buildProbeService(
  kind: ProbeKind,
  identifier: string,
  offers: readonly AccessOffer[],
  links: Links,
  texts: Auth2Texts,
  host: HostDocument,
): JsonObject {
  return {
    ...(host === 'image2' ? { '@context': auth2Context } : {}),
    id: links.probe2(kind, identifier),
    type: 'AuthProbeService2',
    profile: probeProfile,
    service: offers.map((offer) => buildAccessService(offer, links, texts)),
  };
}
