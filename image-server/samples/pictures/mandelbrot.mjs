import { createCanvas, paint } from '../canvas.mjs';

/** The Mandelbrot set, coloured by how fast points leave it. */
export function drawMandelbrot(width, height) {
  const canvas = createCanvas(width, height);
  const scale = 2.6 / height;
  paint(canvas, (x, y) => {
    const real = (x - width * 0.68) * scale;
    const imaginary = (y - height / 2) * scale;
    let a = 0;
    let b = 0;
    let step = 0;
    while (step < 180 && a * a + b * b < 64) {
      const next = a * a - b * b + real;
      b = 2 * a * b + imaginary;
      a = next;
      step += 1;
    }
    if (step === 180) return [12, 10, 28];
    const pace = (step + 1 - Math.log2(Math.log2(a * a + b * b) / 2)) * 0.16;
    return [
      128 + 127 * Math.sin(pace + 4.2),
      128 + 110 * Math.sin(pace + 5.1),
      140 + 110 * Math.sin(pace + 6),
    ];
  });
  return canvas;
}
