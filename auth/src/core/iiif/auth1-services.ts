import type { SignInTexts, Texts } from '../policy/model.js';
import type { Speak } from '../texts/catalogue.js';
import type { Links } from './links.js';
import type { AccessOffer } from './access-offer.js';

/** Which kind of document the services go into: v3 documents type their services and leave out their `@context` (spec-checklist 3.1). */
export type HostDocument = 'image2' | 'version3';

/** A JSON object as it goes out. */
export type JsonObject = { readonly [key: string]: unknown };

export interface Auth1Texts {
  readonly speak: Speak;
  readonly language: string;
  readonly institution: string;
  readonly signIn: SignInTexts | null;
  /** The account that does not open this, where somebody is signed in with it (contract 5: the heading names it). */
  readonly refusedAccount: string | null;
}

const profiles = {
  login: 'http://iiif.io/api/auth/1/login',
  clickthrough: 'http://iiif.io/api/auth/1/clickthrough',
  kiosk: 'http://iiif.io/api/auth/1/kiosk',
  external: 'http://iiif.io/api/auth/1/external',
} as const;

function own(texts: Texts | null | undefined, language: string, fallback: string): string {
  if (texts === null || texts === undefined) return fallback;
  return texts[language] ?? texts['en'] ?? Object.values(texts)[0] ?? fallback;
}

function serviceTexts(offer: AccessOffer, texts: Auth1Texts): JsonObject {
  const { speak, language, signIn } = texts;
  const names = { institution: texts.institution, place: offer.place ?? '' };
  const failure = {
    failureHeader: own(
      signIn?.failureHeader,
      language,
      speak(offer.place === null ? 'service.failureHeader' : 'place.failureHeader', names),
    ),
    failureDescription: own(
      signIn?.failureDescription,
      language,
      speak(offer.place === null ? 'service.failureDescription' : 'place.failureDescription', names),
    ),
  };
  if (offer.pattern === 'kiosk' || offer.pattern === 'external')
    return { label: own(signIn?.label, language, speak('place.label', names)), ...failure };
  const prefix = offer.agreement === null ? 'service' : 'agree';
  return {
    label: own(signIn?.label, language, speak(`${prefix}.label`, names)),
    header: own(signIn?.header, language, speak(`${prefix}.header`, names)),
    description: own(signIn?.description, language, speak(`${prefix}.description`, names)),
    ...nameAccount(offer, texts),
    confirmLabel: own(signIn?.confirm, language, speak(`${prefix}.confirm`, names)),
    ...failure,
  };
}

/** Somebody is signed in, and that account does not open this: else the sign-in would seem not to have worked. */
function nameAccount(offer: AccessOffer, { speak, refusedAccount }: Auth1Texts): JsonObject {
  if (refusedAccount === null || offer.pattern !== 'login') return {};
  const name = { name: refusedAccount };
  return {
    header: speak('service.otherHeader', name),
    description: speak('reason.otherAccount', name),
  };
}

/**
 * Describes one cookie service with its token and, where people can sign out, logout service
 * (A1-10 to A1-26, A1-40, A1-51). Texts are plain strings (A1 1.3: what every client reads); no `@id` has a query (A1-25).
 */
export function buildAuth1Service(
  offer: AccessOffer,
  links: Links,
  texts: Auth1Texts,
  host: HostDocument,
): JsonObject {
  const typed = (type: string): JsonObject => (host === 'version3' ? { '@type': type } : {});
  const token = {
    '@id': links.token(offer.tokenScope),
    ...typed('AuthTokenService1'),
    profile: 'http://iiif.io/api/auth/1/token',
  };
  const logout = {
    '@id': links.logout,
    ...typed('AuthLogoutService1'),
    profile: 'http://iiif.io/api/auth/1/logout',
    label: texts.speak('service.logout', { institution: texts.institution }),
  };
  return {
    ...(host === 'image2' ? { '@context': 'http://iiif.io/api/auth/1/context.json' } : {}),
    '@id': links.login(offer.loginScope),
    ...typed('AuthCookieService1'),
    profile: profiles[offer.pattern],
    ...serviceTexts(offer, texts),
    service: offer.pattern === 'login' ? [token, logout] : [token],
  };
}
