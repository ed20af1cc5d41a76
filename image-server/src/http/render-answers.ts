import type { LocateProblem } from '../files/locate.js';
import type { RenderProblem } from '../render/render.js';
import { type Refusal, refuse } from './answer.js';

const unusable = 'the image server could not make this picture';

const answers: Readonly<Record<RenderProblem, Refusal>> = {
  busy: refuse(503, 'busy', 'ask again in a moment: too many pictures are being made'),
  timeout: refuse(504, 'timeout', 'ask for a smaller picture: this one took too long'),
  too_much: refuse(
    400,
    'too_few_levels',
    'ask for a smaller region: the file has no smaller copies of itself',
  ),
  not_ready: refuse(503, 'not_ready', 'ask again in a few seconds: this picture is being prepared'),
  damaged: refuse(502, 'file_damaged', 'the file is damaged: see the scan report'),
  lost: refuse(502, 'unusable_answer', unusable, 'the worker died, and another one too'),
  broken: refuse(502, 'unusable_answer', unusable, 'not a FastCGI answer'),
  unusable: refuse(502, 'unusable_answer', unusable, 'not the picture that was asked for'),
};

/** What the proxy is told when no picture came about. */
export function answerRenderProblem(problem: RenderProblem): Refusal {
  return answers[problem];
}

/** What the proxy is told when there is no such file. */
export function answerLocateProblem(problem: LocateProblem): Refusal {
  return refuse(404, 'no_such_file', 'the file is gone: wait for the next scan, or start one', problem);
}
