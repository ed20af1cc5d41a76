# shellcheck shell=bash
# Sourced by scripts/backup after archive.sh, in the service of the profile `backup`: the same backup, made without a
# container engine. The volumes are below /volumes, the database is on the network, and .env, which belongs to whoever runs
# the stack, is known as what Compose made of it.

# shellcheck disable=SC2154 # work, stage and print_database_env are those of the scripts that source this

is_built() { true; }
read_volume() { tar -C "/volumes/$1" --numeric-owner -cf - .; }
secrets_folder() { if [ -n "$(ls -A /run/secrets)" ]; then echo /run/secrets; fi; }
list_dump() { pg_restore --list; }
seal() { node scripts/stack/seal.mjs "$1" "$2"; }

in_database() { # COMMAND...
  if [ ! -s "$work/database-env" ]; then
    if uses_own_database; then
      printf '%s\n' PGHOST=db PGUSER=gatehouse PGDATABASE=gatehouse "PGPASSWORD=$(cat /run/gatehouse/db/password)" >"$work/database-env"
    else node -e "$print_database_env" >"$work/database-env"; fi
  fi
  local variables; mapfile -t variables <"$work/database-env"
  (export "${variables[@]}" && exec "$@")
}

write_settings() {
  local name value
  sed -n -E 's/^#?([A-Z][A-Z0-9_]*)=.*/\1/p' .env.template | sort -u | while read -r name; do
    for name in "$name" "${name}_FILE"; do
      value=${!name-}
      if [ -z "$value" ]; then continue; fi
      case "$value" in
        *\'*) value=${value//\\/\\\\}; value=${value//\"/\\\"}; printf '%s="%s"\n' "$name" "${value//\$/\\\$}" ;;
        *[!A-Za-z0-9_./:@,+-]*) printf "%s='%s'\n" "$name" "$value" ;;
        *) printf '%s=%s\n' "$name" "$value" ;;
      esac
    done
  done >"$stage/env"
  if [ ! -s "$stage/env" ]; then rm -f "$stage/env"; fi
}
