import type { MediumFacts } from '../core/iiif/medium-facts.js';

interface Playlist extends Omit<MediumFacts, 'duration'> {
  /** Seconds; null: another playlist that this one names knows. */
  readonly duration: number | null;
}

function largest(sizes: readonly (readonly [number, number])[]): Pick<MediumFacts, 'width' | 'height'> {
  const [best] = sizes.toSorted((a, b) => b[0] - a[0]);
  return { width: best?.[0] ?? null, height: best?.[1] ?? null };
}

/** An HLS playlist (RFC 8216): the sum of its segments, or the other playlists that it offers. */
export function readHls(text: string): Playlist | null {
  if (!text.startsWith('#EXTM3U')) return null;
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const lengths = lines.flatMap((line) => /^#EXTINF:([\d.]+)/.exec(line)?.[1] ?? []);
  const named = lines.flatMap((line) =>
    [...line.matchAll(/^#EXT[^:]*:.*?URI="([^"]+)"/g)].map(([, uri = '']) => uri),
  );
  const sizes = lines.flatMap((line) => {
    const match = /RESOLUTION=(\d+)x(\d+)/.exec(line);
    return match === null ? [] : [[Number(match[1]), Number(match[2])] as const];
  });
  const duration = lengths.reduce((sum, length) => sum + Number(length), 0);
  const parts = [...lines.filter((line) => line !== '' && !line.startsWith('#')), ...named];
  return { duration: duration > 0 ? duration : null, ...largest(sizes), parts };
}

/** A DASH description (ISO 23009-1), as far as it says how long and how large; its parts by their names. */
export function readDash(text: string): Playlist | null {
  if (!text.includes('<MPD')) return null;
  const match = /mediaPresentationDuration="P(?:(\d+)D)?T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?"/.exec(text);
  const of = (group: number): number => Number(match?.[group] ?? 0);
  const duration = ((of(1) * 24 + of(2)) * 60 + of(3)) * 60 + of(4);
  const sizes = [...text.matchAll(/<Representation\b[^>]*>/g)].flatMap(([tag]) => {
    const width = /\bwidth="(\d+)"/.exec(tag)?.[1];
    const height = /\bheight="(\d+)"/.exec(tag)?.[1];
    return width === undefined || height === undefined ? [] : [[Number(width), Number(height)] as const];
  });
  const parts = [
    ...[...text.matchAll(/<BaseURL>([^<]+)<\/BaseURL>/g)].map(([, uri = '']) => uri.trim()),
    ...[...text.matchAll(/\b(?:media|initialization|sourceURL)="([^"]+)"/g)].map(([, uri = '']) => uri),
  ];
  return { duration: duration > 0 ? duration : null, ...largest(sizes), parts };
}
