// The program of a decoder process: takes one job at a time from its parent, answers each, ends with it.
import type { Job, JobOutcome } from '../decoder/job.js';
import { derive } from './derive.js';
import { explainFailure } from './explain-failure.js';
import { preview } from './preview.js';

async function carryOut(job: Job): Promise<JobOutcome> {
  try {
    if (job.kind === 'preview') return { ok: true, jpeg: await preview(job) };
    await derive(job);
    return { ok: true, jpeg: null };
  } catch (error) {
    return { ok: false, ...explainFailure(error) };
  }
}

process.on('message', (job: Job) => {
  void carryOut(job).then((outcome) => process.send?.(outcome));
});
process.on('disconnect', () => process.exit(0));
