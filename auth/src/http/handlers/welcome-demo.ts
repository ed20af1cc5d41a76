import { compareNaturally } from '../../core/iiif/natural-order.js';
import { decideFolder } from '../../core/policy/decide.js';
import type { Visitor } from '../../core/policy/visitor.js';
import type { Speak } from '../../core/texts/catalogue.js';
import { type DemoFolder, demoFolders } from '../../demo/demo-folders.js';
import type { Html } from '../html.js';
import { renderTour, type TourStop } from '../pages/demo-tour.js';
import type { WebDeps } from '../web-deps.js';
import type { InfoDeps } from './info.js';

export type DemoTourDeps = InfoDeps & Pick<WebDeps, 'demo'>;

/** What the welcome page says of the demo, and which folders it speaks of. */
export interface DemoTour {
  readonly part: Html;
  readonly folders: ReadonlySet<string>;
}

/** Null for a folder that isn't the demo's, or not for this visitor to know of. */
async function findStop(deps: DemoTourDeps, visitor: Visitor, name: DemoFolder): Promise<TourStop | null> {
  const images = (await deps.images.listFolder(name)).filter(({ root }) => root === 'demo');
  const [picture] = images.map(({ path }) => path).sort(compareNaturally);
  const decision = decideFolder(await deps.policy.current(), visitor, name, deps.clock());
  if (picture === undefined || (decision.hidden && decision.limits === null)) return null;
  const state = decision.limits === null ? 'closed' : decision.tier === 'full' ? 'full' : 'reduced';
  return { name, picture, state };
}

/** The tour of the demo; null while it is not loaded. */
export async function demoTour(deps: DemoTourDeps, visitor: Visitor, speak: Speak): Promise<DemoTour | null> {
  const demo = await deps.demo();
  if (demo?.shown !== true) return null;
  const stops: TourStop[] = [];
  for (const name of demoFolders) {
    const stop = await findStop(deps, visitor, name);
    if (stop !== null) stops.push(stop);
  }
  const leftOut = !stops.some(({ name }) => name === 'hidden');
  const accounts = demo.users.map(({ name }) => name);
  return {
    part: renderTour({ stops, accounts, leftOut, links: deps.links, speak }),
    folders: new Set(stops.map(({ name }) => name)),
  };
}
