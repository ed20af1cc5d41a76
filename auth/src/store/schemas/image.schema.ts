import { EntitySchema } from 'typeorm';
import type { ScannedImage } from '../../core/image/image-remark.js';

/** A scanned file: what is known of it, its folder ('' is the root), and the number of the scan that wrote it. */
export interface ImageRow extends ScannedImage {
  readonly folder: string;
  readonly scan: number;
}

// Paths are compared byte by byte ("C"): they are names of files, not words of a language.
export const imageSchema = new EntitySchema<ImageRow>({
  name: 'image',
  tableName: 'images',
  columns: {
    path: { type: 'text', collation: 'C', primary: true, primaryKeyConstraintName: 'images_pkey' },
    folder: { type: 'text', collation: 'C' },
    root: { type: 'text' },
    width: { type: 'integer' },
    height: { type: 'integer' },
    levels: { type: 'smallint' },
    tileWidth: { type: 'integer', name: 'tile_width' },
    tileHeight: { type: 'integer', name: 'tile_height' },
    format: { type: 'text' },
    version: { type: 'text' },
    scan: { type: 'integer' },
    fingerprint: { type: 'text', collation: 'C', nullable: true },
    remark: { type: 'text', nullable: true },
  },
  indices: [
    { name: 'images_folder_idx', columns: ['folder'] },
    { name: 'images_remark_idx', columns: ['remark', 'path'], where: 'remark IS NOT NULL' },
  ],
});
