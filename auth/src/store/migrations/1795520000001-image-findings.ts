import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the scan report says of images that are served: twins, and what makes them dear to serve. Filled as files are
 * looked into. A program of the former version ignores it.
 */
export class ImageFindings1795520000001 implements MigrationInterface {
  readonly name = 'ImageFindings1795520000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE images ADD COLUMN fingerprint text COLLATE "C", ADD COLUMN remark text;
      CREATE INDEX images_remark_idx ON images (remark, path) WHERE remark IS NOT NULL;
      CREATE TABLE duplicate_images (
        path text COLLATE "C" NOT NULL,
        fingerprint text COLLATE "C" NOT NULL,
        CONSTRAINT duplicate_images_pkey PRIMARY KEY (path)
      );
      CREATE INDEX duplicate_images_fingerprint_idx ON duplicate_images (fingerprint, path);
      CREATE INDEX scan_problems_code_idx ON scan_problems (code);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX scan_problems_code_idx;
      DROP TABLE duplicate_images;
      ALTER TABLE images DROP COLUMN remark, DROP COLUMN fingerprint;
    `);
  }
}
