# No access log.
# shellcheck shell=bash disable=SC2154
echo "server { listen $port; access_log off; include $gate; }"
