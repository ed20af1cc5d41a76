import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = `
CREATE TABLE api_keys (
  hash text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  user_id uuid NOT NULL,
  folder text COLLATE "C" NOT NULL,
  created_at double precision NOT NULL,
  expires_at double precision NOT NULL,
  last_used_at double precision,
  CONSTRAINT api_keys_pkey PRIMARY KEY (hash),
  CONSTRAINT api_keys_name_key UNIQUE (name),
  CONSTRAINT api_keys_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);
CREATE INDEX api_keys_user_id_idx ON api_keys (user_id);

CREATE TRIGGER api_keys_tell AFTER INSERT OR DELETE ON api_keys
  FOR EACH ROW EXECUTE FUNCTION gatehouse_tell('key', 'hash');
-- That a key was used again is nobody's news.
CREATE TRIGGER api_keys_tell_change AFTER UPDATE ON api_keys
  FOR EACH ROW WHEN (
    (OLD.name, OLD.user_id, OLD.folder, OLD.expires_at) IS DISTINCT FROM (NEW.name, NEW.user_id, NEW.folder, NEW.expires_at)
  ) EXECUTE FUNCTION gatehouse_tell('key', 'hash');
`;

/** Keys for scripts. A program of the former version ignores the table; a change of it makes that one forget all it knows. */
export class ApiKeys1795286400000 implements MigrationInterface {
  readonly name = 'ApiKeys1795286400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE api_keys');
  }
}
