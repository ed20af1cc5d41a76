/** A complete JPEG as it may leave: its size, and its bytes without metadata. */
export interface CheckedJpeg {
  readonly width: number;
  readonly height: number;
  /** 1 is grey, 3 is colour. */
  readonly channels: number;
  /** Without Exif, XMP, comments and the like: these may tell of a closed picture what the picture doesn't show. */
  readonly bytes: Buffer;
  /** The segments of an ICC profile, which are part of `bytes` too. */
  readonly profile: Buffer;
}

const soi = 0xffd8;
const eoi = 0xffd9;
const sos = 0xda;
const app0 = 0xe0;
const app2 = 0xe2;
const app14 = 0xee;
const app15 = 0xef;
const comment = 0xfe;
const iccName = 'ICC_PROFILE\0';

function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xc2;
}

function isMetadata(marker: number, segment: Buffer): boolean {
  if (marker === comment) return true;
  if (marker < app0 || marker > app15 || marker === app0 || marker === app14) return false;
  return !isProfile(marker, segment);
}

function isProfile(marker: number, segment: Buffer): boolean {
  return marker === app2 && segment.toString('latin1', 4, 4 + iccName.length) === iccName;
}

/** Takes bytes that claim to be a JPEG; null unless they are a whole one, from its first marker to its last. */
export function checkJpeg(bytes: Buffer): CheckedJpeg | null {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== soi || bytes.readUInt16BE(bytes.length - 2) !== eoi)
    return null;
  const kept: Buffer[] = [bytes.subarray(0, 2)];
  const profile: Buffer[] = [];
  let frame: Buffer | null = null;
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes.readUInt8(at + 1);
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (end > bytes.length) return null;
    const segment = bytes.subarray(at, end);
    if (isFrame(marker)) frame = segment;
    if (isProfile(marker, segment)) profile.push(segment);
    if (marker === sos) {
      kept.push(bytes.subarray(at));
      return frame === null || frame.length < 10 ? null : describe(frame, kept, profile);
    }
    if (!isMetadata(marker, segment)) kept.push(segment);
    at = end;
  }
  return null;
}

function describe(frame: Buffer, kept: readonly Buffer[], profile: readonly Buffer[]): CheckedJpeg {
  return {
    height: frame.readUInt16BE(5),
    width: frame.readUInt16BE(7),
    channels: frame.readUInt8(9),
    bytes: Buffer.concat(kept),
    profile: Buffer.concat(profile),
  };
}

/** Puts a profile into a JPEG that has none. */
export function withProfile(jpeg: Buffer, profile: Buffer): Buffer {
  return profile.length === 0 ? jpeg : Buffer.concat([jpeg.subarray(0, 2), profile, jpeg.subarray(2)]);
}
