import { open } from 'node:fs/promises';

/** The head of a PNM that OpenJPEG's tool wrote. */
export interface PnmHead {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** Two bytes for each sample, the higher one first. */
  readonly wide: boolean;
  /** Bytes of the head itself. */
  readonly length: number;
}

const short = /^P([56])\s(?:#[^\n]*\n)*\s*(\d+)\s+(\d+)\s+(\d+)\s/;
const long =
  /^P7\n(?:#[^\n]*\n)*WIDTH (\d+)\nHEIGHT (\d+)\nDEPTH (\d+)\nMAXVAL (\d+)\n(?:TUPLTYPE [^\n]*\n)?ENDHDR\n/;

/** Null: this is no PNM. */
export async function readPnmHead(file: string): Promise<PnmHead | null> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(512), 0, 512, 0);
    const text = buffer.toString('latin1', 0, bytesRead);
    const simple = short.exec(text);
    if (simple !== null)
      return describe(simple[2], simple[3], simple[1] === '6' ? '3' : '1', simple[4], simple[0].length);
    const full = long.exec(text);
    return full === null ? null : describe(full[1], full[2], full[3], full[4], full[0].length);
  } finally {
    await handle.close();
  }
}

function describe(
  width: string | undefined,
  height: string | undefined,
  channels: string | undefined,
  most: string | undefined,
  length: number,
): PnmHead {
  return {
    width: Number(width),
    height: Number(height),
    channels: Number(channels),
    wide: Number(most) > 255,
    length,
  };
}
