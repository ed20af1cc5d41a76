import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Groups whose members may make keys with their own rights. A program of the former version ignores it. */
export class OwnKeys1795520000002 implements MigrationInterface {
  readonly name = 'OwnKeys1795520000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE groups ADD COLUMN own_keys boolean NOT NULL DEFAULT false');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE groups DROP COLUMN own_keys');
  }
}
