import { describe, expect, it } from '@jest/globals';
import { formatIipParams } from './iip-query.js';

describe('a question to iipsrv', () => {
  it('is made of numbers, fixed words and the safe name', () => {
    const params = formatIipParams('0123abcd', {
      region: { x: 1, y: 2, width: 30, height: 40 },
      size: { width: 3, height: 4 },
      mirror: true,
      rotation: 90,
      quality: 'gray',
    });
    expect(params).toEqual({
      QUERY_STRING: 'IIIF=0123abcd/1,2,30,40/3,4/!90/gray.jpg',
      REQUEST_METHOD: 'GET',
      REQUEST_URI: '/',
      HTTP_HOST: 'image-server',
      SERVER_PROTOCOL: 'HTTP/1.1',
    });
  });
});
