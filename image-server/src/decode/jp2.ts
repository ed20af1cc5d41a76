import { execFile } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import { extractCodestream } from './jp2-codestream.js';
import { BadFile } from './explain-failure.js';
import { readPnmHead } from './pnm.js';
import { writeFlatTiffHead } from './flat-tiff-head.js';
import type { Original } from '../master/original.js';

const run = promisify(execFile);

/** Pixels decoded at once: OpenJPEG takes up to 16 bytes for each. */
const stripPixels = 16_000_000;
/** Tiles of files in the wild are this high at most, mostly; a strip that ends on a tile decodes nothing twice. */
const rowStep = 1024;

/** Decodes a JP2 in strips with OpenJPEG's own tool into an uncompressed TIFF, which keeps its profile. */
export async function decodeJp2(source: string, target: string, original: Original): Promise<void> {
  const strip = `${target}.strip.ppm`;
  const stream = `${target}.j2k`;
  const { width, height, channels, bits } = original;
  const wide = bits > 8;
  const output = await open(target, 'w', 0o644);
  try {
    const profile = await extractCodestream(source, stream);
    await output.write(writeFlatTiffHead({ width, height, channels, bits: wide ? 16 : 8, profile }));
    const fitting = Math.max(1, Math.floor(stripPixels / width));
    const rows = fitting > rowStep ? fitting - (fitting % rowStep) : fitting;
    const precision = Array.from({ length: channels }, () => (wide ? '16S' : '8S')).join();
    for (let y = 0; y < height; y += rows) {
      const bottom = Math.min(height, y + rows);
      const area = [0, y, width, bottom].join();
      // oxlint-disable-next-line no-await-in-loop -- one strip in memory at a time
      await run('opj_decompress', ['-i', stream, '-o', strip, '-d', area, '-p', precision, '-quiet'], {
        maxBuffer: 1_000_000,
      });
      // oxlint-disable-next-line no-await-in-loop
      const head = await readPnmHead(strip);
      if (
        head === null ||
        head.width !== width ||
        head.height !== bottom - y ||
        head.channels !== channels ||
        head.wide !== wide
      )
        throw new BadFile('OpenJPEG does not decode what its header promises');
      // oxlint-disable-next-line no-await-in-loop
      for await (const chunk of createReadStream(strip, { start: head.length, highWaterMark: 1_048_576 }))
        await output.write(chunk as Buffer);
    }
  } finally {
    await output.close();
    await rm(strip, { force: true });
    await rm(stream, { force: true });
  }
}
