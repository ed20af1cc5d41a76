import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = `
CREATE TABLE totp_secrets (
  user_id uuid NOT NULL,
  sealed text NOT NULL,
  last_step integer NOT NULL,
  created_at double precision NOT NULL,
  CONSTRAINT totp_secrets_pkey PRIMARY KEY (user_id),
  CONSTRAINT totp_secrets_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);

CREATE TABLE recovery_codes (
  user_id uuid NOT NULL,
  hash text COLLATE "C" NOT NULL,
  used_at double precision,
  CONSTRAINT recovery_codes_pkey PRIMARY KEY (user_id, hash),
  CONSTRAINT recovery_codes_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);

CREATE TABLE passkeys (
  id text COLLATE "C" NOT NULL,
  user_id uuid NOT NULL,
  name text NOT NULL,
  public_key text NOT NULL,
  counter double precision NOT NULL,
  transports text[] NOT NULL,
  created_at double precision NOT NULL,
  last_used_at double precision,
  CONSTRAINT passkeys_pkey PRIMARY KEY (id),
  CONSTRAINT passkeys_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);
CREATE INDEX passkeys_user_id_idx ON passkeys (user_id);

CREATE TABLE used_challenges (
  hash text COLLATE "C" NOT NULL,
  expires_at double precision NOT NULL,
  CONSTRAINT used_challenges_pkey PRIMARY KEY (hash)
);

ALTER TABLE groups ADD second_factor boolean NOT NULL DEFAULT false;
ALTER TABLE sessions ADD second_factor boolean NOT NULL DEFAULT false;
ALTER TABLE users ADD deletion_asked_at double precision;

-- What a group asks of its members decides about sessions that may be remembered: forget them all.
CREATE TRIGGER groups_tell_change AFTER UPDATE ON groups
  FOR EACH ROW WHEN (OLD.second_factor IS DISTINCT FROM NEW.second_factor) EXECUTE FUNCTION gatehouse_tell('flush');
`;

/** Second factors: codes, recovery codes, passkeys, and which groups ask for one. */
export class SecondFactors1795410000000 implements MigrationInterface {
  readonly name = 'SecondFactors1795410000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER groups_tell_change ON groups;
      ALTER TABLE users DROP deletion_asked_at;
      ALTER TABLE sessions DROP second_factor;
      ALTER TABLE groups DROP second_factor;
      DROP TABLE used_challenges, passkeys, recovery_codes, totp_secrets;
    `);
  }
}
