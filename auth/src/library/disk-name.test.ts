import { describe, expect, it } from '@jest/globals';
import { formatDiskName, readDiskName } from './disk-name.js';

describe('names on disk', () => {
  it('are text only where they are valid UTF-8', () => {
    expect(readDiskName(Buffer.from('Zürich 日本.jp2'))).toBe('Zürich 日本.jp2');
    expect(readDiskName(Buffer.from([0x63, 0x61, 0x66, 0xe9]))).toBeNull();
    expect(readDiskName(Buffer.from([0xed, 0xa0, 0x80]))).toBeNull();
  });

  it('are shown without anything that a terminal acts on', () => {
    expect(formatDiskName(Buffer.from([0x63, 0x61, 0x66, 0xe9]))).toBe('caf\\xE9');
    expect(formatDiskName(Buffer.from('a\n\u001b[31mb'))).toBe('a\\x0A\\x1B[31mb');
    expect(formatDiskName(Buffer.from('a\u202egpj.jp2'))).toBe('a\\xE2\\x80\\xAEgpj.jp2');
    expect(formatDiskName(Buffer.from('Zürich'))).toBe('Zürich');
  });
});
