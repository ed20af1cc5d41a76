import { describe, expect, it } from '@jest/globals';
import { epochSeconds } from '../../core/time.js';
import { equal, hmac } from '../../system/hash.js';
import { readViewAs, signViewAs, viewAsSeconds } from './view-as.js';

const digest = { hmac, equal };
const now = epochSeconds(1_800_000_000);
const view = { image: 'a/b.jp2', user: 'tom', address: '192.0.2.20', at: now };
const signed = signViewAs(digest, 'key', 'session', view, now);

describe('an address to look at a picture as somebody else', () => {
  it('is read back by the session that it was signed for', () => {
    expect(readViewAs(digest, 'key', 'session', signed, now)).toEqual(view);
  });

  it('is nothing to another session, with another key, or when it is over', () => {
    expect(readViewAs(digest, 'key', 'other', signed, now)).toBeNull();
    expect(readViewAs(digest, 'other', 'session', signed, now)).toBeNull();
    expect(readViewAs(digest, 'key', 'session', signed, epochSeconds(now + viewAsSeconds))).toBeNull();
  });

  it('can not be changed', () => {
    const [payload = '', signature = ''] = signed.split('.');
    const other = Buffer.from(JSON.stringify({ ...view, user: 'ines', until: now + 9999 })).toString(
      'base64url',
    );
    for (const text of ['', '.', `${other}.${signature}`, `${payload}.`, payload, `${signed}.x`])
      expect([text, readViewAs(digest, 'key', 'session', text, now)]).toEqual([text, null]);
  });
});
