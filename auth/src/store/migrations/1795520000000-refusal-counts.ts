import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many pictures were refused, by the hour, for the overview. A program of the former version ignores it. */
export class RefusalCounts1795520000000 implements MigrationInterface {
  readonly name = 'RefusalCounts1795520000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE refusal_counts (
        hour integer NOT NULL,
        kind text NOT NULL,
        count integer NOT NULL,
        CONSTRAINT refusal_counts_pkey PRIMARY KEY (hour, kind)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE refusal_counts');
  }
}
