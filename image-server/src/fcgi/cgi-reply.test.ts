import { describe, expect, it } from '@jest/globals';
import { parseCgiReply } from './cgi-reply.js';

describe('a CGI answer', () => {
  it('is a head and a body', () => {
    const reply = parseCgiReply(Buffer.from('Content-Type: image/jpeg\r\nX: a:b\r\n\r\nbody\r\n\r\n'));
    expect([...(reply?.headers ?? [])]).toEqual([
      ['content-type', 'image/jpeg'],
      ['x', 'a:b'],
    ]);
    expect(reply?.body.toString()).toBe('body\r\n\r\n');
  });

  it.each(['', 'no head', 'not a header\r\n\r\nbody', ': empty\r\n\r\n', `X: ${'y'.repeat(20_000)}\r\n\r\n`])(
    'is refused otherwise',
    (text) => {
      expect(parseCgiReply(Buffer.from(text))).toBeNull();
    },
  );
});
