import type { Rectangle } from '../../../auth/src/core/image/region.js';
import type { PixelSize } from '../../../auth/src/core/image/view-size.js';
import type { Master } from '../master/master.js';

/** Which pixels iipsrv 1.1 would decode for a region and a size. */
export interface IipView extends Rectangle {
  /** 0 is the full size, 1 its half, and so on. */
  readonly level: number;
}

const f = Math.fround;

/** View.cc, calculateResolution: how many halvings still leave the wanted edge. */
function halvings(edge: number, wanted: number): number {
  let left = edge;
  let count = 0;
  while (left >= Math.max(1, wanted)) {
    left = Math.floor(left / 2);
    count += 1;
  }
  return Math.max(0, count - 1);
}

/** Where a span lies on a level (View.cc, getViewLeft and getViewWidth; CVT.cc cuts it off at the level's edge). */
function placeSpan(
  start: number,
  length: number,
  edge: number,
  level: number,
  levelEdge: number,
): [number, number] {
  const scale = 2 ** level;
  const from = Math.round(f(f(f(edge) * start) / scale));
  const rounded = Math.round(f(f(edge) / scale));
  const left = Math.round(f(start * f(rounded)));
  let width = Math.round(f(length * f(rounded)));
  if (width + left > rounded) width = rounded - left;
  width = Math.max(1, width);
  return [from, Math.min(width, levelEdge - from)];
}

/**
 * Does iipsrv 1.1's own arithmetic, in its 32-bit floats, before it is asked: it crashes or answers nonsense where
 * the level it picks is not in the file, or where rounding moves the region off the level. Null: it must not be asked.
 */
export function reckonView(master: Master, region: Rectangle, size: PixelSize): IipView | null {
  const left = f(region.x / f(master.width));
  const top = f(region.y / f(master.height));
  const wide = f(region.width / f(master.width));
  const width = f(left + wide) > 1 ? f(1 - left) : Math.min(1, wide);
  const height = Math.min(1, f(region.height / f(master.height)));
  const level = Math.min(
    master.believedLevels - 1,
    Math.max(
      halvings(master.width, Math.floor(f(size.width / width))),
      halvings(master.height, Math.floor(f(size.height / height))),
    ),
  );
  const levelSize = master.levels[level];
  if (levelSize === undefined) return null;
  if (width === 1 && height === 1 && left === 0 && top === 0) return { level, x: 0, y: 0, ...levelSize };
  const [x, across] = placeSpan(left, width, master.width, level, levelSize.width);
  const [y, down] = placeSpan(top, height, master.height, level, levelSize.height);
  if (x >= levelSize.width || y >= levelSize.height || across < 1 || down < 1) return null;
  return { level, x, y, width: across, height: down };
}
