import { createCanvas, fillRect, paint } from '../canvas.mjs';
import { writeText } from '../lettering.mjs';
import { noise, rough } from '../noise.mjs';

const ink = [70, 52, 40];
const step = 8;

// The height of the land is computed on every eighth pixel and drawn out between: the fine detail is the drawing's, not the land's.
function surveyLand(width, height) {
  const columns = Math.ceil(width / step) + 2;
  const rows = Math.ceil(height / step) + 2;
  const land = new Float64Array(columns * rows);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      land[row * columns + column] = rough(column / 110, row / 110, 5, 6);
    }
  }
  return (x, y) => {
    const column = Math.trunc(x / step);
    const row = Math.trunc(y / step);
    const u = x / step - column;
    const v = y / step - row;
    const at = row * columns + column;
    const above = land[at] * (1 - u) + land[at + 1] * u;
    return above * (1 - v) + (land[at + columns] * (1 - u) + land[at + columns + 1] * u) * v;
  };
}

function colourOf(level, paper) {
  if (level < 0.4) return [150 + level * 120 + paper, 185 + level * 80 + paper, 205 + level * 60 + paper];
  const rise = (level - 0.4) / 0.6;
  return [196 + rise * 90 + paper, 205 - rise * 60 + paper, 150 - rise * 60 + paper];
}

/** A map of an island that is nowhere, with contour lines, grid and names of squares. */
export function drawSurveyMap(width, height) {
  const canvas = createCanvas(width, height);
  const landAt = surveyLand(width, height);
  paint(canvas, (x, y) => {
    const level = landAt(x, y);
    const paper = (noise(x / 3, y / 3, 21) - 0.5) * 18;
    const line = (level * 40) % 1;
    if (level > 0.4 && line < 0.06) return ink;
    if (Math.abs(level - 0.4) < 0.0015) return [40, 70, 110];
    return colourOf(level, paper);
  });
  for (let at = 1000; at < width; at += 1000) fillRect(canvas, at, 0, 3, height, ink);
  for (let at = 1000; at < height; at += 1000) fillRect(canvas, 0, at, width, 3, ink);
  for (let row = 0; row * 1000 < height; row += 1) {
    for (let column = 0; column * 1000 < width; column += 1) {
      writeText(
        canvas,
        `${String.fromCodePoint(65 + column)}${row + 1}`,
        column * 1000 + 40,
        row * 1000 + 40,
        8,
        ink,
      );
    }
  }
  writeText(
    canvas,
    'Gatehouse sample',
    Math.round(width * 0.06),
    height - 520,
    Math.round(width / 160),
    [120, 30, 30],
  );
  return canvas;
}
