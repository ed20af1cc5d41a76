/** What a file's name promises: one we may be able to serve, a picture of another kind, or something else altogether. */
export type FileKind = 'candidate' | 'other-picture' | 'ignored';

const candidates = new Set(
  'jp2 jpx jpf j2k j2c jpc tif tiff ptif ptiff btf tf8 jpg jpeg jpe jfif png webp'.split(' '),
);
const otherPictures = new Set(
  'gif avif heic heif bmp jxl psd psb dng cr2 cr3 nef arw orf rw2 raf jph jhc jxr hdr exr'.split(' '),
);

/** What operating systems and storage boxes leave behind; never anybody's picture. */
const clutterFiles = new Set(['.ds_store', 'thumbs.db', 'ehthumbs.db', 'desktop.ini']);
const clutterFolders = new Set(
  [
    '@eadir @recycle @recently-snapshot #recycle #snapshot .snapshot .snapshots .zfs .trash .trashes',
    '.spotlight-v100 .fseventsd .temporaryitems .appledouble .apdisk .git .stfolder .stversions $recycle.bin lost+found',
  ]
    .join(' ')
    .split(' '),
);

/** True for files and folders that are left out without a word. */
export function isClutter(name: string, type: 'file' | 'folder'): boolean {
  const lower = name.toLowerCase();
  if (type === 'file') return clutterFiles.has(lower) || name.startsWith('._');
  return clutterFolders.has(lower) || lower.startsWith('.trash-') || lower === 'system volume information';
}

/** Judges a file by the end of its name; its content is looked at later. */
export function classifyFile(name: string): FileKind {
  const dot = name.lastIndexOf('.');
  const extension = dot < 0 ? '' : name.slice(dot + 1).toLowerCase();
  if (candidates.has(extension)) return 'candidate';
  return otherPictures.has(extension) ? 'other-picture' : 'ignored';
}
