/** What of a file tells that it is still the same one. Nanoseconds and bytes. */
export interface FileStamp {
  readonly mtimeNs: bigint;
  readonly size: bigint;
  readonly ino: bigint;
}

/** The version of a file (`ImageFacts.version`): letters, digits and `-`, another one whenever the file was written or replaced. */
export function formatFileVersion(stamp: FileStamp): string {
  return [stamp.mtimeNs, stamp.size, stamp.ino].map((part) => part.toString(36)).join('-');
}

/** Bytes of the file that has this version; null: it was not written by us. */
export function bytesOfVersion(version: string): number | null {
  // From the end: files dated before 1970 begin with a minus.
  const size = version.split('-').at(-2);
  const bytes = size === undefined ? Number.NaN : Number.parseInt(size, 36);
  return Number.isSafeInteger(bytes) ? bytes : null;
}
