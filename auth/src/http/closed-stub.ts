import type { Context } from 'koa';
import { offersFor } from '../core/iiif/access-offer.js';
import type { JsonObject } from '../core/iiif/auth1-services.js';
import { buildAuth1Service } from '../core/iiif/auth1-services.js';
import { buildCollection2, buildCollection3 } from '../core/iiif/collection.js';
import { nothingSaid, undescribed } from '../core/iiif/folder-description.js';
import { buildManifest2 } from '../core/iiif/manifest2.js';
import { buildManifest3, type CanvasParts } from '../core/iiif/manifest3.js';
import type { Decision } from '../core/policy/decision.js';
import { languageMap } from '../core/texts/catalogue.js';
import { voiceOf } from './language.js';
import { serviceTexts } from './voice.js';
import type { WebDeps } from './web-deps.js';

type StubDeps = Pick<WebDeps, 'config' | 'look' | 'links'>;

/** Where the picture of the stub lies: it names the sign-in page to people who can't follow a link. */
export const stubPicture = '/assets/closed.svg';
export const stubSize = { width: 1_200, height: 800 };

function stubCanvas(deps: StubDeps): CanvasParts {
  return {
    service: '',
    serviceType: 'ImageService2',
    ...stubSize,
    label: languageMap('manifest.restricted'),
    auth: [],
    probe: [],
    about: nothingSaid,
    medium: null,
    rendering: [],
    picture: deps.links.at(stubPicture),
    thumbnail: false,
  };
}

function describe(
  ctx: Context,
  deps: StubDeps,
  decision: Decision,
): { readonly page: string; readonly services: (host: 'image2' | 'version3') => readonly JsonObject[] } {
  const offers = offersFor(decision);
  const texts = serviceTexts(ctx, deps, decision.signIn);
  return {
    page: deps.links.login(offers[0]?.loginScope),
    services: (host) => offers.map((offer) => buildAuth1Service(offer, deps.links, texts, host)),
  };
}

/**
 * What stands in for a document that is closed to this visitor (contract 5, U7): Mirador and Clover paint the body of a
 * 401, so that it must be presentable. It tells nothing of the real one but where to sign in.
 */
export function buildClosedStub(
  ctx: Context,
  deps: StubDeps,
  decision: Decision,
  kind: 'manifest' | 'collection',
  presentation: '2' | '3',
  id: string,
): JsonObject {
  const { page, services } = describe(ctx, deps, decision);
  const { institution } = deps.look();
  const common = {
    id,
    label: languageMap(kind === 'manifest' ? 'manifest.restricted' : 'collection.restricted'),
    summary: languageMap('manifest.closed', { address: page }),
  };
  const about = { ...undescribed, summary: common.summary };
  const manifest = { ...common, about, cover: null, rendering: [], canvases: [stubCanvas(deps)] };
  const collection = { ...common, items: [] };
  if (presentation === '2') {
    const { language, speak } = voiceOf(ctx, deps.config.defaultLanguage);
    const stub =
      kind === 'manifest' ? buildManifest2(manifest, language) : buildCollection2(collection, language);
    const related = { '@id': page, format: 'text/html', label: speak('manifest.signIn', { institution }) };
    return withServices({ ...stub, related }, services('image2'));
  }
  const stub = kind === 'manifest' ? buildManifest3(manifest) : buildCollection3(collection);
  const label = languageMap('manifest.signIn', { institution });
  const homepage = [{ id: page, type: 'Text', label, format: 'text/html' }];
  return withServices({ ...stub, homepage }, services('version3'));
}

function withServices(stub: JsonObject, services: readonly JsonObject[]): JsonObject {
  return services.length === 0 ? stub : { ...stub, service: services };
}
