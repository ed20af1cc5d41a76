import type { ImagePlan } from '../../../auth/src/core/image/image-plan.js';
import type { OpenFiles } from '../files/open-file.js';
import type { Render } from '../render/render.js';
import { meanColour } from '../render/pixel.js';
import { type Answer, refuse } from './answer.js';

export interface HealthDeps {
  /** A JP2 of one colour that came with the container image. */
  readonly probeFile: string;
  readonly openFiles: OpenFiles;
  readonly render: Render;
}

/** The probe's colour, drawn by samples/make-samples.mjs. */
const expected = [200, 100, 50];
const tolerance = 6;

/** Answers `GET /healthz`: 200 only if a JPEG 2000 file goes in and its colour comes out. */
export async function answerHealth({ probeFile, openFiles, render }: HealthDeps): Promise<Answer> {
  const opened = await openFiles({ file: probeFile, state: 'probe' });
  if (!opened.ok) return refuse(503, 'unhealthy', 'the health probe can not be read', opened.error.code);
  const { image } = opened.value;
  if (image === null) return refuse(503, 'unhealthy', 'the health probe is not what it was');
  const { width, height } = image.master;
  const plan: ImagePlan = {
    region: { x: 0, y: 0, width, height },
    whole: true,
    width,
    height,
    max: true,
    mirror: false,
    rotation: 0,
    quality: 'default',
    format: 'jpg',
  };
  const rendered = await render(image, plan);
  if (!rendered.ok) return refuse(503, 'unhealthy', 'the image server does not answer', rendered.error);
  const colour = await meanColour(rendered.value);
  const right = expected.every((value, channel) => Math.abs((colour[channel] ?? -255) - value) <= tolerance);
  return right
    ? { status: 200, json: { status: 'ok' } }
    : refuse(503, 'unhealthy', 'the image server shows wrong colours');
}
