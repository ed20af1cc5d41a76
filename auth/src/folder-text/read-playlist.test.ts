import { describe, expect, it } from '@jest/globals';
import { readDash, readHls } from './read-playlist.js';

describe('playlists', () => {
  it('of HLS: the sum of the segments, and their names', () => {
    const text =
      '#EXTM3U\n#EXT-X-MAP:URI="init.mp4"\n#EXTINF:4.0,\n0.m4s\r\n#EXTINF:2.5,\n1.m4s\n#EXT-X-ENDLIST\n';
    expect(readHls(text)).toEqual({
      duration: 6.5,
      width: null,
      height: null,
      parts: ['0.m4s', '1.m4s', 'init.mp4'],
    });
  });

  it('of HLS that offer others: their names and the largest size', () => {
    const text =
      '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1,RESOLUTION=640x360\nlow.m3u8\n#EXT-X-STREAM-INF:BANDWIDTH=2,RESOLUTION=1280x720\nhigh.m3u8\n';
    expect(readHls(text)).toEqual({
      duration: null,
      width: 1280,
      height: 720,
      parts: ['low.m3u8', 'high.m3u8'],
    });
  });

  it('of DASH: how long and how large it says it is', () => {
    const text =
      '<MPD mediaPresentationDuration="PT1M2.5S"><Representation width="640" height="360"><BaseURL>a.mp4</BaseURL></Representation></MPD>';
    expect(readDash(text)).toEqual({ duration: 62.5, width: 640, height: 360, parts: ['a.mp4'] });
  });

  it('that are none are none', () => {
    expect([readHls('<html>'), readDash('{}')]).toEqual([null, null]);
  });
});
