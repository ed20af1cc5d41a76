import type { MigrationInterface, QueryRunner } from 'typeorm';

// One row for each person and agreement: what they said last. What they said before is in the audit. A change of it is
// a change of the person, whom replicas remember with what they accepted.
const up = `
CREATE TABLE acceptances (
  user_id uuid NOT NULL,
  agreement text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  said_at double precision NOT NULL,
  withdrawn boolean NOT NULL,
  CONSTRAINT acceptances_pkey PRIMARY KEY (user_id, agreement),
  CONSTRAINT acceptances_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);

CREATE TRIGGER acceptances_tell AFTER INSERT OR UPDATE OR DELETE ON acceptances
  FOR EACH ROW EXECUTE FUNCTION gatehouse_tell('user', 'user_id');
`;

/** Agreements that people with an account accepted, whatever becomes of the session. */
export class Acceptances1795400000000 implements MigrationInterface {
  readonly name = 'Acceptances1795400000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE acceptances');
  }
}
