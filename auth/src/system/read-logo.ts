import type { Logo } from '../core/look/look.js';
import { err, ok, type Result } from '../core/result.js';
import { rewritePng } from './rewrite-png.js';
import { sha256 } from './hash.js';

/** Bytes of a logo at most, before and after it is written anew. */
export const largestLogo = 256 * 1024;

/** A file as a logo: a PNG, written anew. @returns what is wrong with it, and what to do */
export function readLogo(file: Buffer): Result<Logo, string> {
  const tooLarge = `Logo: the file is larger than ${largestLogo / 1024} KB; make the picture smaller, 400 pixels wide say.`;
  if (file.length > largestLogo) return err(tooLarge);
  const png = rewritePng(file);
  if (!png.ok) return err(`Logo: ${png.error}.`);
  const { width, height, bytes } = png.value;
  if (bytes.length > largestLogo) return err(tooLarge);
  const text = bytes.toString('base64');
  return ok({ width, height, bytes: text, hash: sha256(text).slice(0, 16) });
}
