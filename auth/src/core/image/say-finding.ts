import type { Finding, FindingKind } from './image-findings.js';

/** A kind of finding: what it is called, why it matters, and what to do. */
export interface FindingWords {
  readonly name: string;
  readonly why: string;
  readonly remedy: string;
}

const pyramid = 'vips tiffsave IN OUT.tif --tile --pyramid --compression jpeg';

/** For pages, tables and the command line. */
export const findingWords: Readonly<Record<FindingKind, FindingWords>> = {
  unreadable: {
    name: 'Can not be read',
    why: 'The file is not served.',
    remedy: 'Open it with another program; if it is damaged, copy it here again.',
  },
  no_permission: {
    name: 'May not be read',
    why: 'The file is not served.',
    remedy:
      'Set IMAGE_UID and IMAGE_GID to the owner of the files, or let everybody read them: chmod -R a+rX.',
  },
  unsupported: {
    name: 'Not supported',
    why: 'The file is not served.',
    remedy: 'Convert it to JPEG 2000 or tiled TIFF, or take it out of the folder.',
  },
  odd_name: { name: 'Odd names', why: 'No address can name the file.', remedy: 'Rename it.' },
  unreadable_folder: {
    name: 'Folders left out',
    why: 'Nothing in it is served anew.',
    remedy:
      'Put the folder itself here; if it may not be read, set IMAGE_UID and IMAGE_GID, or run chmod a+rx on it.',
  },
  shadowed: { name: 'Hidden by others', why: 'Two have one name.', remedy: 'Rename one of the two.' },
  description: {
    name: 'Descriptions with slips',
    why: 'A line is not used.',
    remedy: 'Mend that line; the rest of the file counts meanwhile.',
  },
  duplicate: {
    name: 'Duplicates',
    why: 'Files of the same size whose contents are the same wherever they were looked at.',
    remedy: 'Compare them; if nobody needs both, delete one. Rules of two folders may differ.',
  },
  slow: {
    name: 'Slow to serve',
    why: 'The file lacks smaller copies of itself, or its tiles are very large.',
    remedy: `Make a tiled pyramid: ${pyramid}; or opj_compress -i IN -o OUT.jp2 -n 7 -t 1024,1024.`,
  },
  untiled: {
    name: 'Not tiled',
    why: 'It is shown by a tiled copy, made in the background, which takes time and disk.',
    remedy: `Nothing has to be done. To do without the copy: ${pyramid}.`,
  },
};

export const findingHeads = ['file', 'collection', 'kind', 'detail', 'remedy'] as const;

/** A finding as cells of a table; twins share their detail. */
export function findingCells({ path, root, kind, detail }: Finding): readonly string[] {
  return [path, root, kind, detail, findingWords[kind].remedy];
}
