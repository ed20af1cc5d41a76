/** How a file is sent. */
export interface FileType {
  readonly type: string;
  /** A browser might run what is in it: sent for saving, and in a sandbox. */
  readonly runs: boolean;
}

const shown: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  aac: 'audio/aac',
  ogg: 'audio/ogg',
  oga: 'audio/ogg',
  opus: 'audio/ogg',
  wav: 'audio/wav',
  flac: 'audio/flac',
  mp4: 'video/mp4',
  m4v: 'video/mp4',
  webm: 'video/webm',
  ogv: 'video/ogg',
  mov: 'video/quicktime',
  m3u8: 'application/vnd.apple.mpegurl',
  ts: 'video/mp2t',
  m4s: 'video/iso.segment',
  mpd: 'application/dash+xml',
  vtt: 'text/vtt; charset=utf-8',
  srt: 'application/x-subrip',
  txt: 'text/plain; charset=utf-8',
  jp2: 'image/jp2',
  jpx: 'image/jpx',
  jpf: 'image/jpx',
  j2k: 'image/j2c',
  j2c: 'image/j2c',
  jpc: 'image/j2c',
  tif: 'image/tiff',
  tiff: 'image/tiff',
  ptif: 'image/tiff',
  ptiff: 'image/tiff',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  glb: 'model/gltf-binary',
  gltf: 'model/gltf+json',
};

const saved: Readonly<Record<string, string>> = {
  html: 'application/octet-stream',
  htm: 'application/octet-stream',
  xhtml: 'application/octet-stream',
  svg: 'application/octet-stream',
  hocr: 'application/octet-stream',
  xml: 'application/octet-stream',
  epub: 'application/epub+zip',
  zip: 'application/zip',
};

/** By the end of the name. Null: a kind that is no original; settings and tables beside pictures are not published. */
export function fileType(name: string): FileType | null {
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  if (Object.hasOwn(shown, extension)) return { type: shown[extension] ?? '', runs: extension === 'mpd' };
  if (Object.hasOwn(saved, extension)) return { type: saved[extension] ?? '', runs: true };
  return null;
}

/** What a manifest calls a file, and its media type. */
export interface FileRole {
  readonly type: 'Sound' | 'Video' | 'Text' | 'Dataset';
  readonly format: string;
}

const documents: Readonly<Record<string, FileRole['type']>> = {
  'application/pdf': 'Text',
  'application/epub+zip': 'Text',
  'application/zip': 'Dataset',
};
const playlists = ['application/vnd.apple.mpegurl', 'application/dash+xml'];
const segments = ['video/mp2t', 'video/iso.segment'];

/** A file that names others beside it, by addresses relative to its own. */
export function isPlaylist(name: string): boolean {
  return playlists.includes(fileType(name)?.type ?? '');
}

/** Null: a manifest does not name such a file (a picture, part of a recording, or something for programs). */
export function fileRole(name: string): FileRole | null {
  const format = fileType(name)?.type ?? '';
  const document = documents[format];
  if (document !== undefined) return { type: document, format };
  if (segments.includes(format)) return null;
  if (format.startsWith('audio/')) return { type: 'Sound', format };
  return format.startsWith('video/') || playlists.includes(format) ? { type: 'Video', format } : null;
}

/** `inline` or `attachment` with the name (RFC 6266): plain letters for old programs, and the whole name in UTF-8. */
export function contentDisposition(name: string, { runs }: FileType): string {
  const plain = name.replace(/[^\w .-]/g, '_');
  const whole = encodeURIComponent(name).replace(
    /['()*!]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${runs ? 'attachment' : 'inline'}; filename="${plain}"; filename*=UTF-8''${whole}`;
}
