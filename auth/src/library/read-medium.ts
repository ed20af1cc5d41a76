import { parseFile } from 'music-metadata';
import type { MediumFacts } from '../core/iiif/medium-facts.js';

/** Reads what a sound or video file says of itself; null: nothing that can be used. */
export async function readMedium(file: string): Promise<MediumFacts | null> {
  try {
    const { format } = await parseFile(file, { skipCovers: true, skipPostHeaders: true });
    const lengths = [format.duration, ...format.trackInfo.map(({ duration }) => duration)];
    const duration = Math.max(...lengths.map((length) => length ?? 0));
    if (!Number.isFinite(duration) || duration <= 0) return null;
    const video = format.trackInfo.find((track) => track.video !== undefined)?.video;
    const { pixelWidth, pixelHeight } = video ?? {};
    return {
      duration: Math.round(duration * 1000) / 1000,
      width: pixelWidth ?? null,
      height: pixelHeight ?? null,
      parts: [],
    };
  } catch {
    return null;
  }
}
