# shellcheck shell=bash
# Sourced by the scripts: where the project is, and what its settings are before a container can read them.

top=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$top" || exit 1

# The value of a setting as Compose sees it: the shell's, else the last line of .env. Empty if unset.
setting() { # NAME [DEFAULT]
  local value=${!1-}
  if [ -z "$value" ] && [ -z "${!1+set}" ] && [ -r .env ]; then
    value=$(sed -n -E "s/^[[:space:]]*(export[[:space:]]+)?$1[[:space:]]*=[[:space:]]*//p" .env | tail -n 1)
    value=${value%$'\r'}
    case "$value" in
      \"*\"*) value=${value#\"}; value=${value%%\"*} ;;
      \'*\'*) value=${value#\'}; value=${value%%\'*} ;;
      *) value=${value%%[[:space:]]#*}; value=${value%"${value##*[![:space:]]}"} ;;
    esac
  fi
  printf '%s' "${value:-${2-}}"
}

# A NAME_FILE of a setting that Compose itself or the proxy needs is read here. Paths below /run/secrets are
# those of SECRETS_DIR. Both set is left as it is: the settings check tells.
read_setting_files() {
  local name file
  for name in PUBLIC_URL VIRTUAL_HOST HTTP_PORT HTTPS_PORT IMAGE_DIR MANIFEST_DIR IMAGE_UID IMAGE_GID \
    TRUSTED_PROXIES VIEWER_ORIGINS TLS_TERMINATED LETSENCRYPT_EMAIL COMPOSE_PROFILES \
    DERIVATIVES DERIVATIVES_BUDGET_GB; do
    file=$(setting "${name}_FILE")
    if [ -z "$file" ] || [ -n "$(setting "$name")" ]; then continue; fi
    case "$file" in /run/secrets/*) file=$(setting SECRETS_DIR)/${file#/run/secrets/} ;; esac
    if [ ! -r "$file" ]; then continue; fi
    export "$name=$(<"$file")" "${name}_FILE="
  done
}

# The one public address, as the auth service and the proxy derive it.
public_url() {
  local names url port
  names=$(setting VIRTUAL_HOST localhost)
  port=$(setting HTTPS_PORT 8443)
  url=https://${names%%[, ]*}
  if [ "$port" != 443 ]; then url+=:$port; fi
  url=$(setting PUBLIC_URL "$url")
  echo "${url%/}"
}

# A kernel without IPv6 can't have a network with it.
choose_ipv6() {
  if [ -z "$(setting EDGE_IPV6)" ] && [ -d /proc/sys/net ] && [ ! -e /proc/net/if_inet6 ]; then export EDGE_IPV6=false; fi
}

# For what has to work however mistaken the settings are: reading the compose file, stopping.
ignore_mistakes() {
  export HTTP_PORT=8080 HTTPS_PORT=8443 IMAGE_DIR='' MANIFEST_DIR='' SECRETS_DIR='' IMAGE_UID='' IMAGE_GID='' \
    IMAGE_SERVER_MEMORY='' DERIVATIVES_MEMORY='' EDGE_IPV6=true EDGE_SUBNET6=''
}

read_setting_files
choose_ipv6
# As Compose names it: the shell's, else that of .env. Exported, since images are named after it.
project=$(setting COMPOSE_PROJECT_NAME gatehouse)
export COMPOSE_PROJECT_NAME=$project
