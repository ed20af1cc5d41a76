import { describe, expect, it } from '@jest/globals';
import { bytesOfVersion, formatFileVersion } from './file-version.js';

const stamp = { mtimeNs: 1_790_000_000_123_456_789n, size: 4096n, ino: 77n };

describe('a file version', () => {
  it('is made of what changes with the file', () => {
    const version = formatFileVersion(stamp);
    expect(version).toMatch(/^[A-Za-z0-9-]+$/);
    expect(formatFileVersion({ ...stamp, mtimeNs: stamp.mtimeNs + 1n })).not.toBe(version);
    expect(formatFileVersion({ ...stamp, size: 4097n })).not.toBe(version);
    expect(formatFileVersion({ ...stamp, ino: 78n })).not.toBe(version);
  });

  it('stays in its alphabet for files dated before 1970', () => {
    expect(formatFileVersion({ ...stamp, mtimeNs: -5n })).toMatch(/^[A-Za-z0-9-]+$/);
  });

  it('tells the size of the file', () => {
    expect(bytesOfVersion(formatFileVersion(stamp))).toBe(4096);
    expect(bytesOfVersion(formatFileVersion({ ...stamp, mtimeNs: -5n }))).toBe(4096);
    expect(bytesOfVersion('v1')).toBeNull();
  });
});
