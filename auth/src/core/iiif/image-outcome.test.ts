import { describe, expect, it } from '@jest/globals';
import type { Decision } from '../policy/decision.js';
import type { TierLimits } from '../policy/model.js';
import { judgeImage } from './image-outcome.js';

const tiers: Readonly<Record<string, TierLimits>> = {
  preview: { maxEdge: 400, quality: 'color' },
  grey: { maxEdge: 1600, quality: 'gray' },
  full: { maxEdge: null, quality: 'color' },
};
const limitsOf = (name: string): TierLimits | null => tiers[name] ?? null;

function decision(tier: string, values: Partial<Decision> = {}): Decision {
  return {
    tier,
    limits: tiers[tier] ?? null,
    mayFetch: tier === 'closed' ? [] : tier === 'full' ? ['full', 'grey', 'preview'] : [tier],
    reason: [],
    steps: [],
    couldHelp: false,
    open: false,
    nextChange: null,
    manifest: 'skeleton',
    hidden: false,
    signIn: null,
    contact: null,
    ...values,
  };
}

describe('judgeImage (contract 5)', () => {
  it.each([
    ['full', {}, null, 'allow'],
    ['full', {}, 'preview', 'allow'],
    ['preview', { couldHelp: true }, null, 'lower'],
    ['preview', {}, null, 'lower'],
    ['preview', {}, 'preview', 'allow'],
    ['preview', {}, 'grey', 'lower'],
    ['closed', { couldHelp: true }, null, 'sign-in'],
    ['closed', { couldHelp: true }, 'preview', 'sign-in'],
    ['closed', {}, null, 'closed'],
    ['closed', { hidden: true, couldHelp: true }, null, 'not-found'],
    ['closed', { hidden: true, couldHelp: true }, 'preview', 'not-found'],
    ['preview', { hidden: true }, null, 'lower'],
    ['full', {}, 'nosuch', 'not-found'],
    ['full', {}, 'full', 'not-found'],
    ['full', {}, 'closed', 'not-found'],
    ['closed', {}, 'nosuch', 'not-found'],
  ] as const)('somebody of tier %s %j who asks for %s: %s', (tier, values, asked, kind) => {
    expect(judgeImage(decision(tier, values), asked, limitsOf).kind).toBe(kind);
  });
});
