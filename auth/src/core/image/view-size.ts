/** Pixels. */
export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/** The other edge when one edge becomes `edge` pixels and the shape stays: rounded, at least 1. */
export function otherEdge(edge: number, own: number, other: number): number {
  return Math.max(1, Math.round((other * edge) / own));
}

/** The largest size of the same shape within a box; the box may be larger than the size. */
export function fitInto(size: PixelSize, box: PixelSize): PixelSize {
  return size.width * box.height >= size.height * box.width
    ? { width: box.width, height: otherEdge(box.width, size.width, size.height) }
    : { width: otherEdge(box.height, size.height, size.width), height: box.height };
}

/**
 * Size of the image that a tier shows of a master (contract 4).
 * @param maxEdge long edge in pixels; null: as the master is
 */
export function viewSize(master: PixelSize, maxEdge: number | null): PixelSize {
  const { width, height } = master;
  if (maxEdge === null || Math.max(width, height) <= maxEdge) return { width, height };
  return fitInto(master, { width: maxEdge, height: maxEdge });
}
