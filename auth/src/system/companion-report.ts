import { readFile } from 'node:fs/promises';
import { epochSeconds, type EpochSeconds } from '../core/time.js';
import type { CompanionReport } from '../core/upkeep/upkeep.js';

const longestProblem = 600;

function secondsOf(value: unknown): EpochSeconds | null {
  return typeof value === 'number' && Number.isFinite(value) ? epochSeconds(value) : null;
}

/** What a companion wrote down; null: nothing, or nothing that can be understood. */
export function parseCompanionReport(text: string): CompanionReport | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { at, ok, problem, lastGood } = value as Readonly<Record<string, unknown>>;
  const time = secondsOf(at);
  if (time === null || typeof ok !== 'boolean') return null;
  return {
    at: time,
    ok,
    problem: typeof problem === 'string' ? problem.slice(0, longestProblem) : '',
    lastGood: secondsOf(lastGood) ?? (ok ? time : null),
  };
}

/** Reads the file of one companion in the folder that they share with this service. */
export async function readCompanionReport(path: string): Promise<CompanionReport | null> {
  try {
    return parseCompanionReport(await readFile(path, 'utf8'));
  } catch {
    // Without its profile a companion never wrote one.
    return null;
  }
}
