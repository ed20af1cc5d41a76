import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = `
CREATE TABLE users (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  name text COLLATE "C" NOT NULL,
  display_name text NOT NULL,
  email text,
  password_hash text,
  disabled boolean NOT NULL DEFAULT false,
  administrator boolean NOT NULL DEFAULT false,
  created_at double precision NOT NULL,
  last_sign_in_at double precision,
  CONSTRAINT users_pkey PRIMARY KEY (id),
  CONSTRAINT users_name_key UNIQUE (name)
);

CREATE TABLE groups (
  name text COLLATE "C" NOT NULL,
  CONSTRAINT groups_pkey PRIMARY KEY (name)
);

CREATE TABLE memberships (
  user_id uuid NOT NULL,
  group_name text COLLATE "C" NOT NULL,
  CONSTRAINT memberships_pkey PRIMARY KEY (user_id, group_name),
  CONSTRAINT memberships_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
  CONSTRAINT memberships_group_name_fkey FOREIGN KEY (group_name) REFERENCES groups (name) ON DELETE CASCADE
);
CREATE INDEX memberships_group_name_idx ON memberships (group_name);

CREATE TABLE sessions (
  hash text COLLATE "C" NOT NULL,
  kind text NOT NULL,
  user_id uuid,
  origins text[] NOT NULL,
  agreements jsonb NOT NULL,
  created_at double precision NOT NULL,
  last_seen_at double precision NOT NULL,
  address text,
  user_agent text,
  ended boolean NOT NULL DEFAULT false,
  CONSTRAINT sessions_pkey PRIMARY KEY (hash),
  CONSTRAINT sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);
CREATE INDEX sessions_user_id_idx ON sessions (user_id);
CREATE INDEX sessions_last_seen_at_idx ON sessions (last_seen_at);

CREATE TABLE access_tokens (
  hash text COLLATE "C" NOT NULL,
  session_hash text COLLATE "C" NOT NULL,
  origin text,
  protocol smallint NOT NULL,
  expires_at double precision NOT NULL,
  CONSTRAINT access_tokens_pkey PRIMARY KEY (hash),
  CONSTRAINT access_tokens_session_hash_fkey FOREIGN KEY (session_hash) REFERENCES sessions (hash) ON DELETE CASCADE
);
CREATE INDEX access_tokens_session_hash_idx ON access_tokens (session_hash);
CREATE INDEX access_tokens_expires_at_idx ON access_tokens (expires_at);

CREATE TABLE one_time_links (
  hash text COLLATE "C" NOT NULL,
  purpose text NOT NULL,
  user_id uuid,
  expires_at double precision NOT NULL,
  used_at double precision,
  CONSTRAINT one_time_links_pkey PRIMARY KEY (hash),
  CONSTRAINT one_time_links_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);
CREATE INDEX one_time_links_user_id_idx ON one_time_links (user_id);

CREATE TABLE settings (
  key text COLLATE "C" NOT NULL,
  value jsonb NOT NULL,
  CONSTRAINT settings_pkey PRIMARY KEY (key)
);

CREATE TABLE policies (
  number integer NOT NULL,
  policy jsonb NOT NULL,
  published_by text NOT NULL,
  note text NOT NULL,
  published_at double precision NOT NULL,
  CONSTRAINT policies_pkey PRIMARY KEY (number)
);

CREATE TABLE images (
  path text COLLATE "C" NOT NULL,
  folder text COLLATE "C" NOT NULL,
  root text NOT NULL,
  width integer NOT NULL,
  height integer NOT NULL,
  levels smallint NOT NULL,
  tile_width integer NOT NULL,
  tile_height integer NOT NULL,
  format text NOT NULL,
  version text NOT NULL,
  scan integer NOT NULL,
  CONSTRAINT images_pkey PRIMARY KEY (path)
);
CREATE INDEX images_folder_idx ON images (folder);

CREATE TABLE scans (
  number serial NOT NULL,
  root text NOT NULL,
  scope text NOT NULL,
  state text NOT NULL,
  started_at double precision NOT NULL,
  finished_at double precision,
  folders integer NOT NULL DEFAULT 0,
  images integer NOT NULL DEFAULT 0,
  put integer NOT NULL DEFAULT 0,
  gone integer NOT NULL DEFAULT 0,
  problems integer NOT NULL DEFAULT 0,
  CONSTRAINT scans_pkey PRIMARY KEY (number)
);

CREATE TABLE scan_problems (
  number serial NOT NULL,
  root text NOT NULL,
  folder text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  code text NOT NULL,
  message text NOT NULL,
  CONSTRAINT scan_problems_pkey PRIMARY KEY (number)
);
CREATE INDEX scan_problems_root_folder_idx ON scan_problems (root, folder);

CREATE TABLE sign_in_failures (
  key text COLLATE "C" NOT NULL,
  level double precision NOT NULL,
  at double precision NOT NULL,
  known_until double precision,
  CONSTRAINT sign_in_failures_pkey PRIMARY KEY (key)
);
CREATE INDEX sign_in_failures_at_idx ON sign_in_failures (at);

CREATE TABLE audit_events (
  number serial NOT NULL,
  at double precision NOT NULL,
  actor jsonb NOT NULL,
  address text,
  event jsonb NOT NULL,
  CONSTRAINT audit_events_pkey PRIMARY KEY (number)
);
CREATE INDEX audit_events_at_idx ON audit_events (at);
`;

// The tables themselves tell of every change that somebody may have cached (change-feed.ts), so no way of writing, not
// even a restored backup or a hand-written statement, can forget to. Payload: a kind, and the id of what changed.
const telling = `
CREATE FUNCTION gatehouse_tell() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  payload text := TG_ARGV[0];
BEGIN
  IF TG_NARGS = 2 THEN
    IF TG_OP = 'DELETE' THEN
      payload := payload || ':' || (to_jsonb(OLD) ->> TG_ARGV[1]);
    ELSE
      payload := payload || ':' || (to_jsonb(NEW) ->> TG_ARGV[1]);
    END IF;
  END IF;
  PERFORM pg_notify('gatehouse_' || TG_TABLE_SCHEMA, payload);
  RETURN NULL;
END
$$;

CREATE TRIGGER sessions_tell AFTER INSERT OR DELETE ON sessions
  FOR EACH ROW EXECUTE FUNCTION gatehouse_tell('session', 'hash');
-- That a session was seen again is nobody's news.
CREATE TRIGGER sessions_tell_change AFTER UPDATE ON sessions
  FOR EACH ROW WHEN (
    (OLD.kind, OLD.user_id, OLD.origins, OLD.agreements, OLD.created_at, OLD.ended)
      IS DISTINCT FROM (NEW.kind, NEW.user_id, NEW.origins, NEW.agreements, NEW.created_at, NEW.ended)
  ) EXECUTE FUNCTION gatehouse_tell('session', 'hash');

CREATE TRIGGER access_tokens_tell AFTER INSERT OR UPDATE OR DELETE ON access_tokens
  FOR EACH ROW EXECUTE FUNCTION gatehouse_tell('token', 'hash');

CREATE TRIGGER users_tell AFTER INSERT OR DELETE ON users
  FOR EACH ROW EXECUTE FUNCTION gatehouse_tell('user', 'id');
CREATE TRIGGER users_tell_change AFTER UPDATE ON users
  FOR EACH ROW WHEN (
    (OLD.name, OLD.display_name, OLD.email, OLD.disabled, OLD.administrator)
      IS DISTINCT FROM (NEW.name, NEW.display_name, NEW.email, NEW.disabled, NEW.administrator)
  ) EXECUTE FUNCTION gatehouse_tell('user', 'id');
CREATE TRIGGER memberships_tell AFTER INSERT OR UPDATE OR DELETE ON memberships
  FOR EACH ROW EXECUTE FUNCTION gatehouse_tell('user', 'user_id');

CREATE TRIGGER policies_tell AFTER INSERT OR UPDATE OR DELETE ON policies
  FOR EACH ROW EXECUTE FUNCTION gatehouse_tell('policy');

CREATE TRIGGER images_tell AFTER INSERT OR UPDATE OR DELETE ON images
  FOR EACH ROW EXECUTE FUNCTION gatehouse_tell('images');
`;

const appendOnly = `
CREATE FUNCTION gatehouse_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % can not be changed', TG_TABLE_NAME;
END
$$;

CREATE TRIGGER audit_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_events
  FOR EACH STATEMENT EXECUTE FUNCTION gatehouse_refuse_change();
`;

/** Everything of the first release. */
export class Foundation1795200000000 implements MigrationInterface {
  readonly name = 'Foundation1795200000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
    await runner.query(telling);
    await runner.query(appendOnly);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE audit_events, sign_in_failures, scan_problems, scans, images, policies, settings, one_time_links,
        access_tokens, sessions, memberships, groups, users;
      DROP FUNCTION gatehouse_refuse_change();
      DROP FUNCTION gatehouse_tell();
    `);
  }
}
