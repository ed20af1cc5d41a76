import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = `
CREATE TABLE admin_roles (
  user_id uuid NOT NULL,
  role text NOT NULL,
  folder text COLLATE "C" NOT NULL,
  CONSTRAINT admin_roles_pkey PRIMARY KEY (user_id, role, folder),
  CONSTRAINT admin_roles_role_check CHECK (role IN ('auditor', 'manager')),
  CONSTRAINT admin_roles_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);

CREATE TABLE admin_jobs (
  id text COLLATE "C" NOT NULL,
  kind text NOT NULL,
  owner uuid NOT NULL,
  state text NOT NULL,
  done integer NOT NULL DEFAULT 0,
  total integer NOT NULL DEFAULT 0,
  input jsonb NOT NULL,
  result jsonb,
  created_at double precision NOT NULL,
  seen_at double precision NOT NULL,
  CONSTRAINT admin_jobs_pkey PRIMARY KEY (id),
  CONSTRAINT admin_jobs_owner_fkey FOREIGN KEY (owner) REFERENCES users (id) ON DELETE CASCADE
);
CREATE INDEX admin_jobs_created_at_idx ON admin_jobs (created_at);

CREATE INDEX users_last_sign_in_at_idx ON users (last_sign_in_at DESC NULLS LAST, name);
CREATE INDEX users_created_at_idx ON users (created_at DESC, name);
CREATE INDEX audit_events_kind_idx ON audit_events ((event ->> 'kind'), number);

CREATE OR REPLACE FUNCTION gatehouse_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('gatehouse.retention', true) = 'on' THEN
    RETURN NULL;
  END IF;
  RAISE EXCEPTION 'rows of % can not be changed', TG_TABLE_NAME;
END
$$;
`;

/**
 * Roles beside the administrator's, work that takes longer than a request, and the one way in which entries of the
 * audit may go: by age, by the job that the retention setting starts.
 */
export class Administration1795420000000 implements MigrationInterface {
  readonly name = 'Administration1795420000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE admin_jobs;
      DROP TABLE admin_roles;
      DROP INDEX users_last_sign_in_at_idx, users_created_at_idx, audit_events_kind_idx;
      CREATE OR REPLACE FUNCTION gatehouse_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'rows of % can not be changed', TG_TABLE_NAME;
      END
      $$;
    `);
  }
}
