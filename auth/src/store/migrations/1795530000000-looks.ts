import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the institution's own pages look like, every version. A program of the former version asks for none. */
export class Looks1795530000000 implements MigrationInterface {
  readonly name = 'Looks1795530000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE looks (
        number integer NOT NULL,
        look jsonb NOT NULL,
        by text NOT NULL,
        at double precision NOT NULL,
        CONSTRAINT looks_pkey PRIMARY KEY (number)
      )`);
    await runner.query(`
      CREATE TRIGGER looks_tell AFTER INSERT OR UPDATE OR DELETE ON looks
        FOR EACH ROW EXECUTE FUNCTION gatehouse_tell('look')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE looks');
  }
}
