import { EntitySchema } from 'typeorm';
import type { ImagePath } from '../../core/image/image-path.js';

/** An image that has a twin, as of the last scan that changed anything. */
export interface DuplicateImageRow {
  readonly path: ImagePath;
  readonly fingerprint: string;
}

export const duplicateImageSchema = new EntitySchema<DuplicateImageRow>({
  name: 'duplicate_image',
  tableName: 'duplicate_images',
  columns: {
    path: { type: 'text', collation: 'C', primary: true, primaryKeyConstraintName: 'duplicate_images_pkey' },
    fingerprint: { type: 'text', collation: 'C' },
  },
  indices: [{ name: 'duplicate_images_fingerprint_idx', columns: ['fingerprint', 'path'] }],
});
