import { describe, expect, it } from '@jest/globals';
import type { DerivativeState, DerivativeSummary } from './derivatives.js';
import { sayDerivatives, sayDerivativeState, sayDerivativeTrouble } from './say-derivatives.js';

const summary: DerivativeSummary = {
  mode: 'needed',
  working: true,
  ready: 120,
  queued: 680,
  failed: 2,
  bytes: 1_200_000_000,
  budgetBytes: 20e9,
  freeBytes: 90e9,
  queuedBytes: 3.4e9,
  secondsLeft: 200,
  pause: null,
};

const state: DerivativeState = { state: 'ready', need: 'needed', pages: 1, bytes: 5e6, message: null };

describe('what people are told of derivatives', () => {
  it('is how many, how long and how much disk', () => {
    expect(sayDerivatives(summary)).toBe(
      '120 of 800 made, 2 failed, about 3 min left; 1.2 GB of 20.0 GB used, about 3.4 GB more to come',
    );
  });

  it('is short when all is done', () => {
    expect(sayDerivatives({ ...summary, queued: 0, queuedBytes: 0, failed: 0 })).toBe(
      '120 of 120 made; 1.2 GB of 20.0 GB used',
    );
  });

  it.each([
    ['off', /would take about 3\.4 GB; set DERIVATIVES=needed/],
    ['budget', /DERIVATIVES_BUDGET_GB to at least 5/],
    ['disk', /nearly full/],
  ] as const)('names the remedy when it pauses: %s', (pause, words) => {
    expect(sayDerivativeTrouble({ ...summary, pause })).toMatch(words);
  });

  it('misses a worker that is away, but not when nothing is to do', () => {
    expect(sayDerivativeTrouble({ ...summary, working: false })).toMatch(/docker compose logs derivatives/);
    expect(sayDerivativeTrouble({ ...summary, working: false, queued: 0 })).toBeNull();
    expect(sayDerivativeTrouble(summary)).toBeNull();
  });

  it('tells of one file', () => {
    expect(sayDerivativeState(state)).toBe('ready, 5 MB');
    expect(sayDerivativeState({ ...state, pages: 3 })).toBe('ready, 5 MB; the first of 3 pages is shown');
    expect(sayDerivativeState({ ...state, state: 'failed', bytes: null, message: 'it is torn' })).toBe(
      'failed: it is torn',
    );
    expect(sayDerivativeState({ ...state, state: 'none', need: 'none' })).toBe('none needed');
  });
});
