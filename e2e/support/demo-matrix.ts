import type { Answer } from './http-client.js';
import { inParallel } from './in-parallel.js';
import { archive } from './settings.js';
import { tokenPage } from './token-page.js';
import { Visitor } from './visitor.js';

/** Whom the demo knows, and a stranger. */
export const demoNames = ['anyone', 'tom', 'ayesha', 'marek', 'ines'] as const;
export type DemoName = (typeof demoNames)[number];

/** One picture for every rule of the demo. */
export const demoPictures = [
  'open!bay.jp2',
  'open!garden.tif',
  'staff!keeper.jp2',
  'preview!two-skies.jp2',
  'grey!quilt-1.jp2',
  'grey!only!quilt-3.jp2',
  'reading-room!islands.jp2',
  'reading-room!terminal!thistle.jp2',
  'terms!letter-1.jp2',
  'embargo!evening-paper.jp2',
  'embargo!sealed!late-edition.jp2',
  'team!trench-a.jp2',
  'hidden!keyhole.jp2',
  'mixed!page-1.jp2',
  'mixed!page-3.jp2',
  'book!001.jp2',
  'files!programme.jp2',
  'H%C3%A4fen%20&%20Schiffe!a+b%20&%20100%25.tif',
  'H%C3%A4fen%20&%20Schiffe!Z%C3%BCrich%20%231;v%3F.jp2',
  'H%C3%A4fen%20&%20Schiffe!wow%21.jp2',
  'H%C3%A4fen%20&%20Schiffe!%E5%9C%B0%E5%9B%B3.jp2',
];

/** Kinds of addresses, each with a status of its own in contract 5. */
export type DemoKind = 'info2' | 'info3' | 'whole' | 'tile' | 'manifest' | 'file';

export const demoProbe = (id: string): string => `/iiif-auth2/probe/service/${id}`;

/** Every address of a picture that a decision shows at. */
export function demoPaths(id: string): readonly (readonly [DemoKind, string])[] {
  const folder = id.slice(0, id.lastIndexOf('!'));
  return [
    ...['/iiif/images', '/iiif/3/images'].flatMap((root) => [
      ['whole', `${root}/${id}/full/600,/0/default.jpg`] as const,
      ['whole', `${root}/${id}/full/!150,150/0/default.jpg`] as const,
      ['whole', `${root}/${id}/full/max/0/default.jpg`] as const,
      ['tile', `${root}/${id}/512,512,512,512/512,/0/default.jpg`] as const,
    ]),
    ['info2', `/iiif/images/${id}/info.json`],
    ['info3', `/iiif/3/images/${id}/info.json`],
    ['manifest', `/iiif/manifests/${folder}`],
    ['manifest', `/iiif/2/manifests/${folder}`],
    ['manifest', `/iiif/3/manifests/${folder}`],
    ['file', `/iiif/files/${id}`],
  ];
}

/** Somebody with the cookies and the token that they were given once. */
export class DemoViewer {
  readonly visitor = new Visitor();
  #token: string | undefined;

  /** A stranger without a password. */
  static async come(name: DemoName, password: string): Promise<DemoViewer> {
    const viewer = new DemoViewer();
    if (name !== 'anyone') await viewer.visitor.signIn(name, password);
    viewer.#token = (await tokenPage(viewer.visitor, { origin: archive.origin })).accessToken;
    if ((viewer.#token === undefined) !== (name === 'anyone')) throw new Error(`the token of ${name}: ${viewer.#token}`);
    return viewer;
  }

  /** A probe as a viewer asks it: the token and nothing else. */
  probe(path: string): Promise<Answer> {
    const headers = this.#token === undefined ? {} : { authorization: `Bearer ${this.#token}` };
    return new Visitor().ask(path, { headers });
  }
}

/** Whole pictures one by one: the image server makes few of them at once, and says so with 503. */
export async function askAll<T extends { readonly path: string }>(
  cases: readonly T[],
  ask: (each: T) => Promise<void>,
): Promise<void> {
  const isWhole = ({ path }: T): boolean => path.includes('/full/max/');
  await inParallel(cases.filter(isWhole), 1, ask);
  await inParallel(cases.filter((each) => !isWhole(each)), 6, ask); // prettier-ignore
}
