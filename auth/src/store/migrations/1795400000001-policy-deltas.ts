import type { MigrationInterface, QueryRunner } from 'typeorm';

// The difference to the version before, where it is small: replicas that know that one read no more than this. Of policies
// with very many rules only every so often the whole is stored (`whole`), else the history of a hundred thousand rules
// would grow by megabytes with every change of one. Whoever changes a stored policy by hand must not leave a difference
// that says something else.
const up = `
ALTER TABLE policies ADD COLUMN delta jsonb, ADD COLUMN whole boolean NOT NULL DEFAULT true;

CREATE FUNCTION gatehouse_forget_delta() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.delta := NULL;
  NEW.whole := true;
  RETURN NEW;
END
$$;
CREATE TRIGGER policies_forget_delta BEFORE UPDATE ON policies
  FOR EACH ROW EXECUTE FUNCTION gatehouse_forget_delta();
`;

/** A change of one rule among very many is told to all replicas at once. A program of the former version stores none. */
export class PolicyDeltas1795400000001 implements MigrationInterface {
  readonly name = 'PolicyDeltas1795400000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER policies_forget_delta ON policies;
      DROP FUNCTION gatehouse_forget_delta();
      ALTER TABLE policies DROP COLUMN delta, DROP COLUMN whole;
    `);
  }
}
