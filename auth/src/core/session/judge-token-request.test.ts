import { describe, expect, it } from '@jest/globals';
import { judgeTokenRequest, parseTokenRequest } from './judge-token-request.js';
import type { ViewerOrigin } from './viewer-origin.js';

const viewer = 'https://viewer.test' as ViewerOrigin;
const other = 'https://other.test' as ViewerOrigin;
const own = 'https://images.test' as ViewerOrigin;

describe('parseTokenRequest', () => {
  it.each([
    [[], [], { messageId: null, origin: null }],
    [[], [viewer], { messageId: null, origin: viewer }],
    [['1'], [`${viewer}/`], { messageId: '1', origin: viewer }],
    [[''], [viewer], { messageId: '', origin: viewer }],
  ])('[A1-42] [A1-43] reads messageId %j and origin %j', (messageId, origin, value) => {
    expect(parseTokenRequest({ messageId, origin })).toEqual({ ok: true, value });
  });

  it.each([
    [['1'], []],
    [['1', '1'], [viewer]],
    [['1'], [viewer, viewer]],
    [[], [viewer, other]],
    [[], ['*']],
    [['1'], ['']],
    [['x'.repeat(4_097)], [viewer]],
  ])('[A1-48] refuses messageId %j with origin %j', (messageId, origin) => {
    expect(parseTokenRequest({ messageId, origin })).toEqual({ ok: false, error: 'invalid-request' });
  });
});

const ask = (origin: ViewerOrigin | null) => ({ messageId: null, origin });

describe('judgeTokenRequest (contract 3)', () => {
  const session = { kind: 'session', origins: [viewer] } as const;
  it.each([
    [ask(null), session, null],
    [ask(viewer), session, null],
    [ask(own), session, null],
    [ask(other), session, 'invalid-origin'],
    [ask(other), { kind: 'none' } as const, 'missing-credentials'],
    [ask(other), { kind: 'unknown' } as const, 'unknown-session'],
    [ask(other), { kind: 'expired' } as const, 'expired-session'],
  ])('[A1-32] %j with %j: %s', (request, credential, refusal) => {
    expect(judgeTokenRequest(request, credential, [own])).toBe(refusal);
  });
});
