import type { JobProblem } from '../decoder/job.js';

/** A file that contradicts itself, or holds what we don't show. Its message is for people. */
export class BadFile extends Error {}

const patterns: readonly (readonly [RegExp, JobProblem, string])[] = [
  [/no space left|ENOSPC|disk full|quota/i, 'no_space', 'the disk is full'],
  [
    /out of memory|cannot allocate|ENOMEM|unable to allocate|std::bad_alloc/i,
    'memory',
    'decoding it takes more memory than allowed',
  ],
  [
    /libpng|unknown error|unable to read pixels|premature end|truncated|out of order read|unexpected end|read past|short read|not enough (image )?data|premature/i,
    'damaged',
    'the file ends before its pixels do, or is damaged',
  ],
];

/** What to tell of an error of a library: nothing of paths, and a reason where one is known. */
export function explainFailure(error: unknown): { readonly problem: JobProblem; readonly message: string } {
  if (error instanceof BadFile) return { problem: 'damaged', message: error.message };
  const text = error instanceof Error ? error.message : String(error);
  for (const [pattern, problem, message] of patterns) if (pattern.test(text)) return { problem, message };
  const plain = text
    .split('\n')
    .map((line) => line.replaceAll(/\/\S+/g, '').trim())
    .filter((line) => line !== '')
    .at(0);
  return {
    problem: 'damaged',
    message: `its pixels can not be decoded (${(plain ?? 'no reason given').slice(0, 120)})`,
  };
}
