/** Edge in pixels above which iipsrv silently answers something smaller: the most that a JPEG can hold. */
export const iipMaxEdge = 65_500;

/** So much memory a process may hold between two pictures. */
const keptBytes = 32 * 1024 * 1024;

/**
 * The whole environment of an iipsrv process; nothing is inherited.
 * @param folder where safe names lead to files; must end in `/`, since iipsrv only joins the two texts
 */
export function workerEnv(folder: string, jpegQuality: number): Readonly<Record<string, string>> {
  return {
    FILESYSTEM_PREFIX: folder,
    // All quality layers of a JP2; the default is half of them.
    MAX_LAYERS: '-1',
    JPEG_QUALITY: String(jpegQuality),
    // The gateway keeps the limits and refuses; iipsrv would shrink without a word.
    MAX_CVT: String(iipMaxEdge),
    ALLOW_UPSCALING: '1',
    INTERPOLATION: '1',
    // Megabytes. JPEG tiles are never found again in it (1.1), raw tiles of TIFFs are.
    MAX_IMAGE_CACHE_SIZE: '10',
    MEMCACHED_SERVERS: '',
    VERBOSITY: '0',
    LOGFILE: '/dev/null',
    OMP_NUM_THREADS: '1',
    OPJ_NUM_THREADS: '1',
    // Memory goes back after a large picture, not after each tile: that takes a fifth of the tile's time.
    MALLOC_ARENA_MAX: '1',
    MALLOC_MMAP_THRESHOLD_: String(keptBytes),
    MALLOC_TRIM_THRESHOLD_: String(keptBytes),
    PATH: '/usr/local/bin:/usr/bin:/bin',
  };
}
