import type { Answer } from '../support/http-client.js';
import { people } from '../support/people.js';
import { archive } from '../support/settings.js';
import { tokenPage } from '../support/token-page.js';
import { Visitor } from '../support/visitor.js';

export interface Picture {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

/** One request of somebody's, and what is right for it when everything is open, and when one must sign in. */
export interface Step {
  readonly what: string;
  readonly ask: () => Promise<Answer>;
  /** What counts as the answer: its status, or the one in a probe's body. */
  readonly statusOf: (answer: Answer) => number;
  readonly open: number;
  readonly closed: number;
}

export const pick = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)] as T;
const between = (low: number, high: number): number => low + Math.floor(Math.random() * (high - low));

const httpStatus = ({ status }: Answer): number => status;

/** A tile, a thumbnail or a whole picture in a small size, anywhere in the image. */
function somePixels({ id, width, height }: Picture, api: '' | '3/'): string {
  const [x, y] = [between(0, width / 2), between(0, height / 2)];
  const size = api === '' ? pick(['32,', '64,']) : pick(['32,32', '!64,64']);
  return pick([`/iiif/${api}images/${id}/${x},${y},64,64/${size}/0/default.jpg`, `/iiif/${api}images/${id}/full/${between(40, 200)},/0/default.jpg`]); // prettier-ignore
}

/** A viewer of somebody who didn't sign in: descriptions, manifests, pixels. */
export function strangersStep(pictures: readonly Picture[]): Step {
  const picture = pick(pictures);
  const folder = picture.id.slice(0, Math.max(0, picture.id.lastIndexOf('!')));
  const [path, closed] = pick([
    [`/iiif/images/${picture.id}/info.json`, 401],
    [`/iiif/3/images/${picture.id}/info.json`, 200],
    [`/iiif/manifests/${folder}`, 200],
    ['/iiif/collections', 200],
    [somePixels(picture, ''), 401],
    [somePixels(picture, ''), 401],
    [somePixels(picture, '3/'), 401],
  ] as const);
  return { what: `stranger ${path}`, ask: () => new Visitor().ask(path), statusOf: httpStatus, open: 200, closed };
}

/** Somebody who signed in once: a viewer of Auth 1.0 (cookie for pixels, token for info.json), or of 2.0 (probe). */
export class Member {
  readonly #visitor = new Visitor();
  #tokens = { first: '', second: '' };
  #tokensUntil = 0;

  async signIn(): Promise<void> {
    const page = await this.#visitor.signIn(people.ines.name, people.ines.password);
    if (page.status !== 200) throw new Error(`sign-in: ${page.status}`);
  }

  /** One for each version of the protocol; they are asked for again every few minutes. */
  async #freshTokens(): Promise<{ readonly first: string; readonly second: string }> {
    if (Date.now() < this.#tokensUntil) return this.#tokens;
    const first = (await this.#visitor.ask('/iiif-token')).json() as { accessToken?: string; expiresIn?: number };
    const second = await tokenPage(this.#visitor, { origin: archive.origin });
    this.#tokens = { first: first.accessToken ?? '', second: second.accessToken ?? '' };
    const lasts = Math.min(300, (first.expiresIn ?? 0) / 2, (second.expiresIn ?? 0) / 2);
    this.#tokensUntil = Date.now() + lasts * 1000;
    return this.#tokens;
  }

  async step(pictures: readonly Picture[]): Promise<Step> {
    const picture = pick(pictures);
    const { first, second } = await this.#freshTokens();
    const always = { open: 200, closed: 200 };
    // A viewer's script sends its token and no cookie; its <img> sends the cookie only.
    const byToken = (path: string, token: string): Promise<Answer> =>
      new Visitor().ask(path, { headers: { authorization: `Bearer ${token}` } });
    const info = `/iiif/images/${picture.id}/info.json`;
    const probe = `/iiif-auth2/probe/service/${picture.id}`;
    const pixels = somePixels(picture, pick(['', '3/']));
    return pick([
      { ...always, what: `member ${info}`, ask: () => byToken(info, first), statusOf: httpStatus },
      { ...always, what: `member ${probe}`, ask: () => byToken(probe, second), statusOf: (answer: Answer) => (answer.status === 200 ? (answer.json() as { status: number }).status : answer.status) }, // prettier-ignore
      { ...always, what: `member ${pixels}`, ask: () => this.#visitor.ask(pixels), statusOf: httpStatus },
      { ...always, what: `member ${pixels}`, ask: () => this.#visitor.ask(pixels), statusOf: httpStatus },
    ]);
  }
}

/** A script with a key. */
export function scriptsStep(pictures: readonly Picture[], key: string): Step {
  const path = somePixels(pick(pictures), '');
  const headers = { authorization: `Gatehouse-Key ${key}` };
  return { what: `key ${path}`, ask: () => new Visitor().ask(path, { headers }), statusOf: httpStatus, open: 200, closed: 200 };
}

/** '' or what is wrong with the bytes: a picture that was broken off, or none at all. */
export function brokenPicture(answer: Answer): string {
  if (answer.status !== 200 || answer.header('content-type') !== 'image/jpeg') return '';
  const { body } = answer;
  const isWhole = body.readUInt16BE(0) === 0xffd8 && body.readUInt16BE(body.length - 2) === 0xffd9;
  return isWhole ? '' : `a picture of ${body.length} bytes that was broken off`;
}
