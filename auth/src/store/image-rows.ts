import type { DataSource } from 'typeorm';
import type { ImageRoot } from '../core/image/image-facts.js';
import type { ScannedImage } from '../core/image/image-remark.js';
import { folderOf, type ImagePath } from '../core/image/image-path.js';

const batch = 1000;

// An image of the demo never replaces the administrator's.
const upsert = `
  INSERT INTO images (path, folder, root, width, height, levels, tile_width, tile_height, format, version, fingerprint, remark, scan)
  SELECT *, $13::int FROM unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::int[], $6::smallint[], $7::int[],
    $8::int[], $9::text[], $10::text[], $11::text[], $12::text[])
  ON CONFLICT (path) DO UPDATE SET folder = EXCLUDED.folder, root = EXCLUDED.root, width = EXCLUDED.width,
    height = EXCLUDED.height, levels = EXCLUDED.levels, tile_width = EXCLUDED.tile_width,
    tile_height = EXCLUDED.tile_height, format = EXCLUDED.format, version = EXCLUDED.version,
    fingerprint = EXCLUDED.fingerprint, remark = EXCLUDED.remark, scan = EXCLUDED.scan
  WHERE images.root = EXCLUDED.root OR EXCLUDED.root = 'images'
  RETURNING path`;

/** Adds or replaces images as written by scan `number`; returns how many rows that made. */
export async function putImages(
  dataSource: DataSource,
  images: readonly ScannedImage[],
  number: number,
): Promise<number> {
  const distinct = [...new Map(images.map((image) => [image.path, image])).values()];
  let count = 0;
  for (let start = 0; start < distinct.length; start += batch) {
    const part = distinct.slice(start, start + batch);
    const column = (read: (image: ScannedImage) => string | number | null) => part.map(read);
    const rows = await dataSource.query<unknown[]>(upsert, [
      column((image) => image.path),
      column((image) => folderOf(image.path)),
      column((image) => image.root),
      column((image) => image.width),
      column((image) => image.height),
      column((image) => image.levels),
      column((image) => image.tileWidth),
      column((image) => image.tileHeight),
      column((image) => image.format),
      column((image) => image.version),
      column((image) => image.fingerprint ?? null),
      column((image) => image.remark ?? null),
      number,
    ]);
    count += rows.length;
  }
  return count;
}

export interface Gone {
  readonly root: ImageRoot;
  readonly number: number;
  readonly gone: readonly ImagePath[];
  /** Folders that are no longer there, judged by their path. */
  readonly isForgotten: (folder: string) => boolean;
}

const forgetPaths = 'DELETE FROM images WHERE root = $1 AND scan <= $2 AND path = ANY($3)';
const forgetFolders = `
  DELETE FROM images WHERE path IN (
    SELECT path FROM images WHERE root = $1 AND scan <= $2 AND folder = ANY($3) LIMIT ${batch})`;

/**
 * Forgets images, all in one step for whoever looks, but none that a later scan wrote; returns how many. No single
 * statement takes long, so that the time limits of the connection can stay short.
 */
export async function forgetGone(
  dataSource: DataSource,
  { root, number, gone, isForgotten }: Gone,
): Promise<number> {
  return dataSource.transaction(async (transaction) => {
    const remove = async (statement: string, names: readonly string[]): Promise<number> => {
      const [, count] = await transaction.query<[unknown, number]>(statement, [root, number, names]);
      return count;
    };
    let count = 0;
    for (let start = 0; start < gone.length; start += batch)
      count += await remove(forgetPaths, gone.slice(start, start + batch));

    const rows = await transaction.query<{ readonly folder: string }[]>(
      'SELECT DISTINCT folder FROM images WHERE root = $1',
      [root],
    );
    const folders = rows.map((row) => row.folder).filter(isForgotten);
    for (let start = 0; start < folders.length; start += batch) {
      const part = folders.slice(start, start + batch);
      for (let removed = batch; removed === batch; count += removed)
        removed = await remove(forgetFolders, part);
    }
    return count;
  });
}
