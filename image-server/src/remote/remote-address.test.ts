import { describe, expect, it } from '@jest/globals';
import { parseRemoteServer } from './remote-address.js';

describe('the settings of another image server', () => {
  it('may be missing', () => {
    expect(parseRemoteServer('', '')).toEqual({ ok: true, value: null });
  });

  it.each([
    ['http://cantaloupe:8182/iiif/2', '', { url: 'http://cantaloupe:8182/iiif/2', slash: '%2F' }],
    [
      'https://digilib.example.org/Scaler/IIIF/',
      '!',
      { url: 'https://digilib.example.org/Scaler/IIIF', slash: '!' },
    ],
    ['http://[2001:db8::1]/iiif', '%2f', { url: 'http://[2001:db8::1]/iiif', slash: '%2F' }],
  ])('understand %s with %s', (url, slash, value) => {
    expect(parseRemoteServer(url, slash)).toEqual({ ok: true, value });
  });

  it.each([
    'cantaloupe',
    'ftp://a/b',
    'http://user:password@a/iiif',
    'http://a/iiif?x=1',
    'http://a/../b c',
    'http://a/iiif#x',
  ])('refuse %s', (url) => {
    expect(parseRemoteServer(url, '').ok).toBe(false);
  });

  it('tell all that is wrong at once', () => {
    const parsed = parseRemoteServer('nowhere', '/');
    expect(!parsed.ok && parsed.error).toHaveLength(2);
  });
});
