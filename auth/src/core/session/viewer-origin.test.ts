import { describe, expect, it } from '@jest/globals';
import { readCorpus } from '../../../test/http/corpus.js';
import { parseViewerOrigin } from './viewer-origin.js';

describe('parseViewerOrigin', () => {
  it.each([
    ['https://viewer.test', 'https://viewer.test'],
    ['https://viewer.test/', 'https://viewer.test'],
    ['HTTPS://Viewer.Test', 'https://viewer.test'],
    ['https://viewer.test:443', 'https://viewer.test'],
    ['http://viewer.test:80/', 'http://viewer.test'],
    ['http://viewer.test:443', 'http://viewer.test:443'],
    ['https://viewer.test:8443', 'https://viewer.test:8443'],
    ['http://localhost:3000', 'http://localhost:3000'],
    ['http://127.0.0.1:9001', 'http://127.0.0.1:9001'],
    ['http://[::1]:9001', 'http://[::1]:9001'],
    ['https://xn--vewer-zta.test', 'https://xn--vewer-zta.test'],
    ['https://under_score.test', 'https://under_score.test'],
  ])('[A1-30] reads %s as browsers write it', (text, origin) => {
    expect(parseViewerOrigin(text)).toBe(origin);
  });

  it('[A1-4G] reads nothing that is not a bare http(s) origin', () => {
    const corpus = readCorpus('hostile-origins.txt');
    expect(corpus.length).toBeGreaterThanOrEqual(60);
    expect(corpus.filter((text) => parseViewerOrigin(text) !== null)).toEqual([]);
  });
});
