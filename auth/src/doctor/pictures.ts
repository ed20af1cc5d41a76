import type { Reply } from './scene.js';

/** True for an answer that holds a picture, whatever its status says. */
export function isPicture(reply: Reply | null): boolean {
  if (reply === null) return false;
  return /^image\//i.test(reply.header('content-type')) || reply.text.slice(0, 12).includes('JFIF');
}

/** A small picture of an image, of any server at level 0 and up. */
export function picturePath(base: string, version: 2 | 3): string {
  return `${base}/full/${version === 2 ? 'full' : 'max'}/0/default.jpg`;
}

export function tilePath(base: string): string {
  return `${base}/0,0,256,256/256,/0/default.jpg`;
}
