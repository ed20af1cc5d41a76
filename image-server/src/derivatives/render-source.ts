import type { ImagePlan } from '../../../auth/src/core/image/image-plan.js';
import type { PixelSize } from '../../../auth/src/core/image/view-size.js';
import { err, type Result } from '../../../auth/src/core/result.js';
import type { OpenFile } from '../files/open-file.js';
import { isBearable, type Preview } from '../render/preview.js';
import type { Render, RenderProblem } from '../render/render.js';
import type { Heat } from './heat.js';
import { keyOf, type Subject } from './layout.js';
import type { DerivativeMode } from './mode.js';
import { judgeNeed } from './need.js';
import type { Supply } from './supply.js';

/** A file and everything that it can be shown by. */
export interface Source {
  /** Another one whenever the file is. */
  readonly name: string;
  /** Pixels of the upright picture. */
  readonly master: PixelSize;
  readonly subject: Subject;
  readonly file: string;
  readonly opened: OpenFile;
}

/** Makes a JPEG of exactly the plan's size, by whatever is best for it now. */
export type RenderSource = (source: Source, plan: ImagePlan) => Promise<Result<Buffer, RenderProblem>>;

export interface RenderSourceDeps {
  readonly render: Render;
  readonly preview: Preview;
  readonly supply: Supply;
  readonly heat: Heat;
  readonly mode: DerivativeMode;
}

/** nginx gives up after nine seconds. */
const patienceMs = 6000;

/** @returns a function that shows the derivative, else the file itself; and sees to it that there will be a derivative */
export function createRenderSource(deps: RenderSourceDeps): RenderSource {
  const { render, supply, mode } = deps;

  async function wantIfHot({ subject, opened }: Source): Promise<void> {
    if (mode === 'all') await supply.want(subject, opened.original, 'all');
    if ((mode === 'hot' || mode === 'all') && deps.heat.isNowHot(keyOf(subject)))
      await supply.want(subject, opened.original, 'hot');
  }

  async function renderOriginal(source: Source, plan: ImagePlan): Promise<Result<Buffer, RenderProblem>> {
    const { subject, file, opened } = source;
    if ((await supply.failureOf(subject)) !== null) return err('damaged');
    await supply.want(subject, opened.original, 'asked');
    if (isBearable(opened.original, plan)) return deps.preview(file, opened.original, plan);
    const made = mode === 'off' ? null : await supply.waitFor(subject, source.master, patienceMs);
    return made === null ? err('not_ready') : render(made, plan);
  }

  return async (source, plan) => {
    const { opened } = source;
    const need = judgeNeed(opened);
    if (need !== 'none') {
      const derived = await supply.find(source.subject, source.master);
      if (derived !== null) {
        const rendered = await render(derived, plan);
        // It may have been dropped a moment ago; whatever is wrong with it, the file itself is still there.
        if (rendered.ok || rendered.error === 'busy' || rendered.error === 'timeout') return rendered;
      }
    }
    if (opened.image === null || need === 'needed') return renderOriginal(source, plan);
    if (need === 'helpful') await wantIfHot(source);
    return render(opened.image, plan);
  };
}
