import { describe, expect, it } from '@jest/globals';
import { classifyFile, isClutter } from './file-kind.js';

describe('what a file name promises', () => {
  it.each([
    ['a.jp2', 'candidate'],
    ['A.JP2', 'candidate'],
    ['a..b.tiff', 'candidate'],
    ['.hidden.jpx', 'candidate'],
    ['a.jpg', 'candidate'],
    ['a.PNG', 'candidate'],
    ['a.heic', 'other-picture'],
    ['notes.txt', 'ignored'],
    ['info.yaml', 'ignored'],
    ['jp2', 'ignored'],
    ['a.jp2.part', 'ignored'],
    ['', 'ignored'],
  ])('%j is %s', (name, kind) => {
    expect(classifyFile(name)).toBe(kind);
  });

  it.each(['.DS_Store', 'Thumbs.db', '._a.jp2', 'desktop.ini'])('the file %s is clutter', (name) => {
    expect(isClutter(name, 'file')).toBe(true);
  });

  it.each(['@eaDir', '#recycle', '.Trash-1000', 'System Volume Information', 'lost+found'])(
    'the folder %s is clutter',
    (name) => {
      expect(isClutter(name, 'folder')).toBe(true);
    },
  );

  it('leaves people their dots', () => {
    expect(isClutter('.private', 'folder')).toBe(false);
    expect(isClutter('.a.jp2', 'file')).toBe(false);
  });
});
