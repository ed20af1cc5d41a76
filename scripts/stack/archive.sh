# shellcheck shell=bash
# Sourced by backup, restore and upgrade, after environment.sh: what a backup consists of, how one is checked and put in place.
#
# A backup is a tar file of manifest.json, manifest.sha256, database.dump (pg_dump, custom format), a tar file for each
# volume of $kept_volumes, `env` (.env) and secrets-dir.tar (SECRETS_DIR), the last two if there are any. The password of
# the stack's own database is not in it: it belongs to the volume that the database lies in, and a new one has its own.

# shellcheck disable=SC2154 # work, stage, at, project, top and called_from are the scripts' that source this

backup_format=1
kept_volumes=(auth-secret certificates letsencrypt)
known_members='manifest.json manifest.sha256 database.dump auth-secret.tar certificates.tar letsencrypt.tar env secrets-dir.tar'
postgres_image=postgres:17-trixie

say() { echo "$*" >&2; }
die() { say "$*"; exit 1; }

# Runs a command quietly; its last lines are shown if it fails.
quietly() { # WHAT COMMAND...
  local what=$1; shift
  say "$what"
  if ! "$@" >"$work/log" 2>&1 </dev/null; then
    tail -n 25 "$work/log" >&2
    say "This failed: $what"
    return 1
  fi
}

sha256_of() { # FILE
  if command -v sha256sum >/dev/null; then sha256sum <"$1" | cut -d' ' -f1; else shasum -a 256 <"$1" | cut -d' ' -f1; fi
}

uses_own_database() { [ -z "$(setting AUTH_DB_CONNECTION)$(setting AUTH_DB_CONNECTION_FILE)" ]; }

# The newest migration that these sources bring.
own_migration() {
  local file newest=0 number
  for file in auth/src/store/migrations/[0-9]*.ts; do
    number=${file##*/}; number=${number%%-*}
    if [ "$number" -gt "$newest" ]; then newest=$number; fi
  done
  echo "$newest"
}

# shellcheck disable=SC2016
print_database_env='
  const { readFileSync } = require("node:fs");
  const url = new URL(process.env.AUTH_DB_CONNECTION ?? readFileSync(process.env.AUTH_DB_CONNECTION_FILE, "utf8").trim());
  const lines = { PGHOST: url.hostname.replace(/^\[|\]$/g, ""), PGPORT: url.port || "5432", PGUSER: decodeURIComponent(url.username),
    PGPASSWORD: decodeURIComponent(url.password), PGDATABASE: decodeURIComponent(url.pathname.slice(1)),
    PGSSLMODE: url.searchParams.get("sslmode") ?? "prefer" };
  for (const [name, value] of Object.entries(lines)) console.log(name + "=" + value);
'

# Runs a program of PostgreSQL's beside the database, told where that is by PG* variables only: no address or password
# among its arguments, where other people of this machine could read them.
in_database() { # COMMAND...
  if uses_own_database; then
    docker compose exec -T -e PGUSER=gatehouse -e PGDATABASE=gatehouse db "$@"
    return
  fi
  if [ ! -s "$work/database-env" ]; then
    docker compose run --rm --no-deps -T auth-migrate node -e "$print_database_env" </dev/null >"$work/database-env"
  fi
  docker run --rm -i --network "${project}_outside" --env-file "$work/database-env" "$postgres_image" "$@"
}

# One value of the database.
ask_database() { # SQL
  in_database psql -X -q -A -t -v ON_ERROR_STOP=1 -c "$1" </dev/null
}

count_rows() {
  ask_database "SELECT 'users: ' || (SELECT count(*) FROM users) || ', groups: ' || (SELECT count(*) FROM groups)
    || ', versions of the rules: ' || (SELECT count(*) FROM policies) || ', entries of the audit log: ' || (SELECT count(*) FROM audit_events)"
}

# Volumes are read and written as root in a container without network, whoever owns what is in them.
with_volume() { # NAME ro|rw COMMAND...
  local name=$1 mode=$2; shift 2
  docker run --rm -i --network none --read-only --user 0:0 --cap-drop ALL --cap-add DAC_OVERRIDE --cap-add CHOWN --cap-add FOWNER \
    --security-opt no-new-privileges:true -v "${project}_$name:/volume:$mode" "$project-auth" "$@"
}
read_volume() { with_volume "$1" ro tar -C /volume --numeric-owner -cf - . </dev/null; }
write_volume() { with_volume "$1" rw sh -c 'find /volume -mindepth 1 -delete && tar -C /volume --numeric-owner -xpf -'; }

seal() { # seal|open PASSPHRASE-FILE
  docker run --rm -i --network none --read-only --user 0:0 --cap-drop ALL --cap-add DAC_READ_SEARCH --security-opt no-new-privileges:true \
    -v "$top/scripts/stack/seal.mjs:/seal.mjs:ro" -v "$2:/passphrase:ro" "$project-auth" node /seal.mjs "$1" /passphrase
}

list_dump() { docker run --rm -i --network none "$postgres_image" pg_restore --list; }

is_built() { docker image inspect "$project-auth" >/dev/null 2>&1; }

secrets_folder() { setting SECRETS_DIR; }

# .env, if there is one.
write_settings() { if [ -f .env ]; then cp .env "$stage/env"; fi; }

# An absolute path: what follows may run in another folder or in a container.
absolute() { # PATH
  case "$1" in /*) echo "$1" ;; *) echo "$called_from/$1" ;; esac
}

is_sealed() { [ "$(head -c 18 -- "$1" | tr -d '\0')" = gatehouse-sealed-1 ]; }

# A value of manifest.json, which has one on each line.
manifest() { # FOLDER NAME
  sed -n -E "s/^ *\"$2\": \"?([^\",]*)\"?,?\$/\1/p" "$1/manifest.json" | head -n 1
}

# Unpacks a backup into an empty folder and checks all of it. Says what is wrong; nothing else is touched.
unpack_backup() { # FILE FOLDER [PASSPHRASE-FILE]
  local file=$1 into=$2 passphrase=${3-} plain=$1 name wanted
  if [ ! -f "$file" ] || [ ! -r "$file" ]; then say "There is no file $file, or it can't be read."; return 1; fi
  mkdir -p "$into"
  if is_sealed "$file"; then
    if [ -z "$passphrase" ]; then say "$file is encrypted: give --passphrase-file."; return 1; fi
    plain=$work/opened.tar
    if ! seal open "$passphrase" <"$file" >"$plain" 2>"$work/log"; then
      tail -n 3 "$work/log" >&2
      say "$file can't be opened."
      return 1
    fi
  fi
  if ! tar -tf "$plain" >"$work/members" 2>/dev/null; then say "$file is damaged, or no backup of Gatehouse: it is no whole tar file."; return 1; fi
  while read -r name; do
    case " $known_members " in *" $name "*) ;; *) say "$file is no backup of Gatehouse: it holds $name."; return 1 ;; esac
  done <"$work/members"
  tar -C "$into" --no-same-owner -xf "$plain"
  if [ "$plain" != "$file" ]; then rm -f "$plain"; fi
  if [ ! -f "$into/manifest.json" ] || [ ! -f "$into/manifest.sha256" ]; then say "$file is no backup of Gatehouse: it has no manifest."; return 1; fi
  if [ "$(sha256_of "$into/manifest.json")" != "$(cat "$into/manifest.sha256")" ]; then say "$file is damaged: manifest.json is not what was written."; return 1; fi
  if [ "$(manifest "$into" format)" != "$backup_format" ]; then
    say "$file has format $(manifest "$into" format), this version reads format $backup_format. Use the version of Gatehouse that made it."
    return 1
  fi
  for name in database.dump auth-secret.tar certificates.tar letsencrypt.tar $(cd "$into" && ls -A); do
    case "$name" in manifest.*) continue ;; esac
    wanted=$(manifest "$into" "$name")
    if [ ! -f "$into/$name" ]; then say "$file is damaged: it lacks $name."; return 1; fi
    if [ -z "$wanted" ] || [ "$(sha256_of "$into/$name")" != "$wanted" ]; then say "$file is damaged: $name is not what was written."; return 1; fi
  done
  if ! list_dump <"$into/database.dump" >/dev/null 2>"$work/log"; then
    tail -n 3 "$work/log" >&2
    say "$file is damaged: the database in it can't be read."
    return 1
  fi
}

# The database becomes what the dump says, or stays what it is: one transaction.
write_database() { # DUMP
  # shellcheck disable=SC2016
  in_database bash -o pipefail -c '
    { echo "BEGIN; SET client_min_messages = warning; DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public;"
      pg_restore --no-owner --no-privileges --schema=public -f - && echo "COMMIT;"
    } | psql -X -q -v ON_ERROR_STOP=1 >/dev/null' <"$1"
}

# What a backup consists of, into $stage. The database is at migration $at.
write_members() {
  local volume secrets
  in_database pg_dump --format=custom --no-owner --no-privileges --schema=public </dev/null >"$stage/database.dump" || return 1
  for volume in "${kept_volumes[@]}"; do read_volume "$volume" >"$stage/$volume.tar" || return 1; done
  write_settings || return 1
  secrets=$(secrets_folder)
  if [ -n "$secrets" ] && [ -d "$secrets" ]; then tar -C "$secrets" -cf "$stage/secrets-dir.tar" . || return 1; fi
}

write_manifest() {
  local member database=own comma=''
  if ! uses_own_database; then database=elsewhere; fi
  {
    echo '{'
    echo '  "product": "gatehouse",'
    echo "  \"format\": $backup_format,"
    echo "  \"migration\": $at,"
    echo "  \"createdAt\": \"$(date -u +%Y-%m-%dT%H:%M:%SZ)\","
    echo "  \"publicUrl\": \"$(public_url)\","
    echo "  \"database\": \"$database\","
    echo '  "sha256": {'
    for member in "$stage"/*; do
      printf '%s    "%s": "%s"' "$comma" "${member##*/}" "$(sha256_of "$member")"
      comma=$',\n'
    done
    printf '\n  }\n}\n'
  } >"$work/manifest.json" || return 1
  mv "$work/manifest.json" "$stage/" && sha256_of "$stage/manifest.json" >"$stage/manifest.sha256"
}

# Puts an unpacked backup in place of whatever is there, with the images that are built, and starts everything.
put_in_place() { # FOLDER
  local from=$1 volume
  quietly 'Stopping what answers' docker compose up --no-start --no-build --remove-orphans || return 1
  docker compose stop -t 20 proxy auth >"$work/log" 2>&1 || true
  say 'Writing secrets and certificates'
  for volume in "${kept_volumes[@]}"; do write_volume "$volume" <"$from/$volume.tar" || return 1; done
  if uses_own_database; then quietly 'Starting the database' docker compose up -d --no-build --wait --wait-timeout 120 db || return 1; fi
  say 'Writing the database'
  write_database "$from/database.dump" || return 1
  quietly 'Starting everything (older databases are brought up to date)' docker compose up -d --no-build --wait --wait-timeout 300 --remove-orphans || return 1
}
