import type { SignInTexts, Texts } from '../policy/model.js';
import type { Speak } from '../texts/catalogue.js';
import type { TextKey } from '../texts/english.js';
import { pickText } from '../texts/pick-text.js';
import type { Links } from './links.js';
import type { AccessOffer } from './access-offer.js';

/** Which kind of document the services go into: v3 documents type their services and leave out their `@context` (spec-checklist 3.1). */
export type HostDocument = 'image2' | 'version3';

/** A JSON object as it goes out. */
export type JsonObject = { readonly [key: string]: unknown };

export interface Auth1Texts {
  readonly speak: Speak;
  /** Languages in the order in which the folder's own texts are wanted. */
  readonly wanted: readonly string[];
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

function serviceTexts(offer: AccessOffer, texts: Auth1Texts): JsonObject {
  const { speak, signIn, wanted, institution } = texts;
  const values = { institution, place: offer.place ?? institution };
  const say = (own: Texts | null | undefined, key: TextKey): string =>
    pickText(own, wanted) ?? speak(key, values);
  const failing = offer.tokenScope === 'place' ? 'place' : 'service';
  const failure = {
    failureHeader: say(signIn?.failureHeader, `${failing}.failureHeader`),
    failureDescription: say(signIn?.failureDescription, `${failing}.failureDescription`),
  };
  if (offer.pattern === 'kiosk' || offer.pattern === 'external')
    return { label: say(signIn?.label, 'place.label'), ...failure };
  const prefix = offer.agreement === null ? 'service' : 'agree';
  return {
    label: say(signIn?.label, `${prefix}.label`),
    header: say(signIn?.header, `${prefix}.header`),
    description: say(signIn?.description, `${prefix}.description`),
    ...nameAccount(offer, texts),
    confirmLabel: say(signIn?.confirm, `${prefix}.confirm`),
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
