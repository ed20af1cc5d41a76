import { describe, expect, it } from '@jest/globals';
import { buildSkeleton } from './skeleton.js';

const labels = { manifest: 'Restricted', canvas: (number: number) => `Image ${number}` };

describe('buildSkeleton', () => {
  it('keeps structure and sizes, replaces labels, drops everything that could tell something', () => {
    const manifest = {
      id: 'm',
      type: 'Manifest',
      label: 'Secret',
      rights: 'secret',
      provider: [{ label: 'Secret' }],
      unheardOf: { label: 'Secret' },
      items: [
        {
          type: 'Canvas',
          width: 3,
          height: 2,
          label: 'Secret',
          items: [{ type: 'AnnotationPage', summary: 'Secret' }],
        },
        { '@type': 'sc:Canvas', width: 1, height: 1 },
      ],
      structures: [{ type: 'Range', label: 'Secret' }],
    };
    expect(buildSkeleton(manifest, labels)).toEqual({
      id: 'm',
      type: 'Manifest',
      label: 'Restricted',
      items: [
        { type: 'Canvas', width: 3, height: 2, label: 'Image 1', items: [{ type: 'AnnotationPage' }] },
        { '@type': 'sc:Canvas', width: 1, height: 1, label: 'Image 2' },
      ],
    });
  });

  it.each([null, 1, 'text', [], {}])('takes whatever an administrator wrote: %j', (value) => {
    expect(buildSkeleton(value, labels)).toEqual(value);
  });
});
