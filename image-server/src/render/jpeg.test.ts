import { beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { checkJpeg, withProfile } from './jpeg.js';

let jpeg = Buffer.alloc(0);
beforeAll(async () => {
  jpeg = await sharp({ create: { width: 30, height: 20, channels: 3, background: '#c86432' } })
    .jpeg()
    .toBuffer();
});

function segment(marker: number, content: string): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, Buffer.from(content, 'latin1')]);
}

const profile = segment(0xe2, 'ICC_PROFILE\0\x01\x01profile');

describe('a JPEG', () => {
  it('tells its size and channels', () => {
    expect(checkJpeg(jpeg)).toMatchObject({ width: 30, height: 20, channels: 3 });
  });

  it('is none when anything of it is missing', () => {
    for (let length = 0; length < jpeg.length; length += 1)
      expect(checkJpeg(jpeg.subarray(0, length))).toBeNull();
  });

  it.each(['Status: 404 Not Found\r\n\r\n/data/x is neither', '\xff\xd8\xff\xd9', '\xff\xd8text\xff\xd9'])(
    'is none: %j',
    (text) => {
      expect(checkJpeg(Buffer.from(text, 'latin1'))).toBeNull();
    },
  );

  it('with words behind its end is none', () => {
    expect(checkJpeg(Buffer.concat([jpeg, Buffer.from('Status: 404 Not Found')]))).toBeNull();
  });

  it('leaves without metadata, but with its colour profile', () => {
    const metadata = [
      segment(0xe1, 'Exif\0\0secret'),
      segment(0xed, 'secret'),
      segment(0xfe, 'secret'),
      segment(0xe2, 'MPF\0secret'),
    ];
    const full = Buffer.concat([jpeg.subarray(0, 2), ...metadata, profile, jpeg.subarray(2)]);
    const checked = checkJpeg(full);
    expect(checked?.bytes.includes('secret')).toBe(false);
    expect(checked?.bytes).toEqual(withProfile(jpeg, profile));
    expect(checked?.profile).toEqual(profile);
  });
});
