import { decodeJpeg, shareOf } from './pixels.js';
import type { RawAnswer } from './raw-socket.js';

/** Every JPEG somewhere in the bytes, also one that trails another body. */
function jpegsIn(bytes: Buffer): Buffer[] {
  const found: Buffer[] = [];
  let from = bytes.indexOf('\u00ff\u00d8\u00ff', 0, 'latin1');
  while (from >= 0) {
    const end = bytes.lastIndexOf('\u00ff\u00d9', undefined, 'latin1');
    found.push(end > from ? bytes.subarray(from, end + 2) : bytes.subarray(from));
    from = bytes.indexOf('\u00ff\u00d8\u00ff', from + 3, 'latin1');
  }
  return found;
}

/** The body with chunked transfer coding undone, so that a picture in chunks is still found. */
function unchunked(bytes: Buffer): Buffer {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd < 0 || !/transfer-encoding: *chunked/i.test(bytes.subarray(0, headEnd).toString('latin1')))
    return bytes;
  const parts: Buffer[] = [];
  let at = headEnd + 4;
  for (;;) {
    const lineEnd = bytes.indexOf('\r\n', at);
    const size = Number.parseInt(bytes.subarray(at, lineEnd).toString('latin1'), 16);
    if (lineEnd < 0 || !(size > 0)) break;
    parts.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
  }
  return Buffer.concat(parts);
}

/** How JPEG 2000 files, bare codestreams and the collection's TIFFs begin. */
const masterBeginnings = ['0000000c6a5020200d0a870a', 'ff4fff51', '49492a00'].map((hex) =>
  Buffer.from(hex, 'hex'),
);

/** Whether anything in an answer shows (part of) a picture that is not for everyone; null when it doesn't. */
export function secretIn({ bytes }: RawAnswer): string | null {
  if (masterBeginnings.some((beginning) => bytes.includes(beginning))) return 'a master file';
  for (const jpeg of jpegsIn(unchunked(bytes))) {
    const pixels = tryDecode(jpeg);
    // A picture that can't be judged counts as secret: nothing here may serve half a picture.
    if (pixels === null) return 'a picture that can not be decoded';
    for (const painting of ['magenta', 'red'] as const) {
      if (shareOf(pixels, painting) > 0.02) return `a ${painting} picture`;
    }
  }
  return null;
}

function tryDecode(bytes: Buffer): ReturnType<typeof decodeJpeg> | null {
  try {
    return decodeJpeg(bytes);
  } catch {
    return null;
  }
}
