import type { Rotation } from '../../../auth/src/core/image/image-plan.js';
import type { Rectangle } from '../../../auth/src/core/image/region.js';
import type { PixelSize } from '../../../auth/src/core/image/view-size.js';

/** One question to iipsrv, in which nothing is left for it to decide. */
export interface IipQuestion {
  /** Pixels of the master. */
  readonly region: Rectangle;
  readonly size: PixelSize;
  readonly mirror: boolean;
  readonly rotation: Rotation;
  readonly quality: 'color' | 'gray';
}

/**
 * The FastCGI parameters of a question. Built from numbers, fixed words and a safe name only; width *and* height are
 * always given, since 1.1 rounds wrongly when it has to find one of them itself (`full/100,` of 6000 x 8000: 99 x 133).
 */
export function formatIipParams(name: string, question: IipQuestion): Readonly<Record<string, string>> {
  const { region, size, mirror, rotation, quality } = question;
  const parts = [
    name,
    [region.x, region.y, region.width, region.height].join(','),
    `${size.width},${size.height}`,
    `${mirror ? '!' : ''}${rotation}`,
    `${quality}.jpg`,
  ];
  return {
    QUERY_STRING: `IIIF=${parts.join('/')}`,
    REQUEST_METHOD: 'GET',
    REQUEST_URI: '/',
    HTTP_HOST: 'image-server',
    SERVER_PROTOCOL: 'HTTP/1.1',
  };
}
