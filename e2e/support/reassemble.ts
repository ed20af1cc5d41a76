import { isLight } from '../fixtures/paint.js';
import type { Pixels } from './pixels.js';

/** One answer as an attacker uses it: its pixels, upright, and the part of the master that it claims to show. */
export interface View {
  readonly pixels: Pixels;
  /** Left, top, width, height in pixels of the master; fractions are meant. */
  readonly of: readonly [number, number, number, number];
}

/** A grid of unknown brightnesses, one for each cell of the master's painting. */
interface Grid {
  readonly columns: number;
  readonly rows: number;
  readonly values: Float32Array;
}

/** What a pixel is believed to be made of: the point at its corner or middle, or everything below it. */
export type Belief = 'corner' | 'point' | 'area';

const luma = ({ data }: Pixels, at: number): number =>
  0.299 * (data[at * 4] ?? 0) + 0.587 * (data[at * 4 + 1] ?? 0) + 0.114 * (data[at * 4 + 2] ?? 0);

/** For each pixel along one edge: the cells below it, and how much each counts. */
interface Spread {
  readonly taps: number;
  readonly cells: Int32Array;
  readonly weights: Float32Array;
}

function spreadOf(pixels: number, start: number, length: number, cells: number, belief: Belief): Spread {
  const step = length / pixels;
  const taps = belief === 'area' ? Math.ceil(step) + 1 : 2;
  const found = { taps, cells: new Int32Array(pixels * taps), weights: new Float32Array(pixels * taps) };
  for (let i = 0; i < pixels; i++) {
    const from = start + i * step;
    const middle = belief === 'corner' ? from : from + step / 2 - 0.5;
    const low = Math.floor(belief === 'area' ? from : Math.min(cells - 1, Math.max(0, middle)));
    for (let tap = 0; tap < taps; tap++) {
      const cell = Math.min(cells - 1, low + tap);
      const covered = Math.max(0, Math.min(low + tap + 1, from + step) - Math.max(low + tap, from)) / step;
      found.cells[i * taps + tap] = cell;
      if (low + tap >= cells) continue;
      found.weights[i * taps + tap] =
        belief === 'area' ? covered : Math.max(0, 1 - Math.abs(low + tap - middle));
    }
  }
  return found;
}

/**
 * The best picture that can be made of many answers: each pixel of each is an equation about the cells below it, solved
 * by going round (Kaczmarz). Two answers that show the same part at different steps say more together than each alone.
 */
export function reassemble(
  views: readonly View[],
  master: { readonly width: number; readonly height: number; readonly cell: number },
  belief: Belief,
  rounds = 15,
): Grid {
  const columns = Math.ceil(master.width / master.cell);
  const rows = Math.ceil(master.height / master.cell);
  const values = new Float32Array(columns * rows);
  const equations = views.map(({ pixels, of: [left, top, width, height] }) => {
    const { cell } = master;
    const measured = new Float32Array(pixels.width * pixels.height);
    for (let i = 0; i < measured.length; i++) measured[i] = luma(pixels, i) - 128;
    return {
      measured,
      across: spreadOf(pixels.width, left / cell, width / cell, columns, belief),
      down: spreadOf(pixels.height, top / cell, height / cell, rows, belief),
    };
  });
  for (let round = 0; round < rounds; round++) {
    const step = 0.6 / (1 + round / 6);
    for (const equation of equations) goRound(equation, values, columns, step);
  }
  return { columns, rows, values };
}

interface Equations {
  readonly measured: Float32Array;
  readonly across: Spread;
  readonly down: Spread;
}

/** One step towards a grid that each equation of an answer agrees with. */
function goRound(
  { measured, across, down }: Equations,
  values: Float32Array,
  columns: number,
  step: number,
): void {
  const wide = across.cells.length / across.taps;
  for (let at = 0; at < measured.length; at++) {
    const fromX = (at % wide) * across.taps;
    const fromY = Math.floor(at / wide) * down.taps;
    let told = 0;
    let norm = 0;
    for (let j = fromY; j < fromY + down.taps; j++)
      for (let i = fromX; i < fromX + across.taps; i++) {
        const weight = (across.weights[i] ?? 0) * (down.weights[j] ?? 0);
        told += weight * (values[(down.cells[j] ?? 0) * columns + (across.cells[i] ?? 0)] ?? 0);
        norm += weight * weight;
      }
    if (norm === 0) continue;
    const correction = (step * ((measured[at] ?? 0) - told)) / norm;
    for (let j = fromY; j < fromY + down.taps; j++)
      for (let i = fromX; i < fromX + across.taps; i++) {
        const cell = (down.cells[j] ?? 0) * columns + (across.cells[i] ?? 0);
        values[cell] = (values[cell] ?? 0) + correction * (across.weights[i] ?? 0) * (down.weights[j] ?? 0);
      }
  }
}

/**
 * How much of the painting a grid tells (0…1): the share of the cells' variance that it explains. A picture with n
 * pixels of a painting with m independent cells can explain n / m of it, whatever is done with it.
 */
export function explainedShare({ columns, rows, values }: Grid): number {
  let [sumT, sumV, sumTT, sumVV, sumTV] = [0, 0, 0, 0, 0];
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) {
      const truth = isLight(x, y) ? 1 : 0;
      const value = values[y * columns + x] ?? 0;
      sumT += truth;
      sumV += value;
      sumTT += truth * truth;
      sumVV += value * value;
      sumTV += truth * value;
    }
  const count = columns * rows;
  const covariance = sumTV / count - (sumT / count) * (sumV / count);
  const varianceT = sumTT / count - (sumT / count) ** 2;
  const varianceV = sumVV / count - (sumV / count) ** 2;
  return varianceV === 0 ? 0 : covariance ** 2 / (varianceT * varianceV);
}
