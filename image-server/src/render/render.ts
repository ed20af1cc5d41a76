import type { ImagePlan } from '../../../auth/src/core/image/image-plan.js';
import { err, ok, type Result } from '../../../auth/src/core/result.js';
import { parseCgiReply } from '../fcgi/cgi-reply.js';
import type { AskProblem } from '../fcgi/line.js';
import type { Ask } from '../fcgi/lines.js';
import type { OpenImage } from '../files/open-file.js';
import { type DecodePlan, planDecode } from './decode-plan.js';
import { finishPicture } from './finish.js';
import { formatIipParams, type IipQuestion } from './iip-query.js';
import { isPicture } from './is-picture.js';
import { type CheckedJpeg, checkJpeg } from './jpeg.js';

/** `unusable`: iipsrv answered, but not with the picture. `too_much`: more would have to be decoded than is allowed. `not_ready`: its derivative is not made yet. `damaged`: it can't be. */
export type RenderProblem = AskProblem | 'unusable' | 'too_much' | 'busy' | 'not_ready' | 'damaged';

/** Lets a question through when it is its turn, or says that there are too many. */
export type Gate = <T>(pixels: number, work: () => Promise<T>) => Promise<Result<T, 'busy'>>;

export interface RenderSettings {
  readonly ask: Ask;
  readonly jpegQuality: number;
  readonly gate: Gate;
  /** How long one question may take, in milliseconds. @param pixels how many it decodes */
  readonly timeoutMs: (pixels: number) => number;
  /** Called when a question took too long: some worker hangs. */
  readonly onTimeout: () => void;
}

/** Makes a JPEG of exactly the plan's size, complete and without metadata. */
export type Render = (image: OpenImage, plan: ImagePlan) => Promise<Result<Buffer, RenderProblem>>;

const maxBytes = 256 * 1024 * 1024;

/** The picture in an answer, copied; null if there is none. */
function readJpeg(output: Buffer): CheckedJpeg | null {
  const reply = parseCgiReply(output);
  const status = reply?.headers.get('status');
  if (reply === null || status !== undefined || reply.headers.get('content-type') !== 'image/jpeg')
    return null;
  return checkJpeg(reply.body);
}

/** @returns a function that steers iipsrv around what it can't do, and passes on nothing that is not the picture */
export function createRender(settings: RenderSettings): Render {
  const { ask, jpegQuality, gate, timeoutMs, onTimeout } = settings;

  async function askFor(
    name: string,
    question: IipQuestion,
    pixels: number,
  ): Promise<Result<CheckedJpeg, RenderProblem>> {
    const answer = await ask({
      params: formatIipParams(name, question),
      limits: { timeoutMs: timeoutMs(pixels), maxBytes },
      read: readJpeg,
    });
    if (!answer.ok) {
      if (answer.error === 'timeout') onTimeout();
      return answer;
    }
    return answer.value === null ? err('unusable') : ok(answer.value);
  }

  async function carryOut(
    name: string,
    plan: ImagePlan,
    decoding: DecodePlan,
  ): Promise<Result<Buffer, RenderProblem>> {
    if (decoding.kind === 'direct') {
      const answer = await askFor(name, decoding.question, decoding.pixels);
      return answer.ok && isPicture(answer.value, plan)
        ? ok(answer.value.bytes)
        : answer.ok
          ? err('unusable')
          : answer;
    }
    const pieces: Buffer[] = [];
    for (const question of decoding.questions) {
      // oxlint-disable-next-line no-await-in-loop -- one picture occupies one worker
      const answer = await askFor(name, question, decoding.pixels);
      if (!answer.ok) return answer;
      if (answer.value.width !== question.size.width || answer.value.height !== question.size.height)
        return err('unusable');
      pieces.push(answer.value.bytes);
    }
    const finished = await finishPicture(pieces, plan, jpegQuality);
    const checked = checkJpeg(finished);
    return checked !== null && isPicture(checked, plan) ? ok(finished) : err('unusable');
  }

  return async ({ master, name }, plan) => {
    const decoding = planDecode(master, plan);
    if (decoding === null) return err('too_much');
    const admitted = await gate(decoding.pixels, async () => carryOut(name, plan, decoding));
    return admitted.ok ? admitted.value : admitted;
  };
}
