import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The language a person chose for our pages. A program of the former version ignores the column. */
export class UserLanguage1795450000000 implements MigrationInterface {
  readonly name = 'UserLanguage1795450000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE users ADD COLUMN language text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE users DROP COLUMN language');
  }
}
