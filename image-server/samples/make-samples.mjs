// Draws the sample pictures as PPM files into the folder named on the command line. Own work, CC0.
import { join } from 'node:path';
import { createCanvas, paint, writePpm } from './canvas.mjs';
import { drawMandelbrot } from './pictures/mandelbrot.mjs';
import { drawMountains } from './pictures/mountains.mjs';
import { drawSurveyMap } from './pictures/survey-map.mjs';
import { drawTestChart } from './pictures/test-chart.mjs';
import { drawWaves } from './pictures/waves.mjs';

const folder = process.argv[2] ?? '.';
await writePpm(drawSurveyMap(6000, 8000), join(folder, 'survey-map.ppm'));
await writePpm(drawMountains(3200, 2133), join(folder, 'mountains.ppm'));
await writePpm(drawMandelbrot(2400, 1800), join(folder, 'mandelbrot.ppm'));
await writePpm(drawTestChart(2000, 1500), join(folder, 'test-chart.ppm'));
await writePpm(drawWaves(2101, 1577), join(folder, 'waves.ppm'));

// One colour, which the health check looks for.
const probe = createCanvas(16, 16);
paint(probe, () => [200, 100, 50]);
await writePpm(probe, join(folder, 'probe.ppm'));
