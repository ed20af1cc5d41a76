import { createWriteStream, createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createFileSource } from '../master/byte-source.js';
import { listBoxes } from '../master/jp2-boxes.js';
import { BadFile } from './explain-failure.js';

const maxProfile = 4_000_000;
const icc = 2;

/**
 * Copies the bare codestream out of a JP2, and gives back its ICC profile: OpenJPEG's tool would convert the colours
 * to sRGB and lose the profile.
 */
export async function extractCodestream(source: string, target: string): Promise<Buffer | null> {
  const handle = await open(source, 'r');
  try {
    const file = createFileSource(handle, (await handle.stat()).size);
    const boxes = await listBoxes(file, 0, file.size);
    const header = boxes.find((box) => box.type === 'jp2h');
    const stream = boxes.find((box) => box.type === 'jp2c');
    if (stream === undefined || header === undefined) throw new BadFile('the JP2 file has no image data');
    await pipeline(
      createReadStream(source, { start: stream.start, end: Math.min(stream.end, file.size) - 1 }),
      createWriteStream(target),
    );
    const inner = await listBoxes(file, header.start, Math.min(header.end, file.size));
    const colour = inner.find((box) => box.type === 'colr');
    if (colour === undefined || colour.end - colour.start > maxProfile) return null;
    const content = await file.read(colour.start, colour.end - colour.start);
    return content[0] === icc ? Buffer.from(content.subarray(3)) : null;
  } finally {
    await handle.close();
  }
}
