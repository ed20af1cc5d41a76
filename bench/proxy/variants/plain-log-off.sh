# For comparison: the unprotected server without an access log.
# shellcheck shell=bash disable=SC2154
sed -n '/listen 8082/,/^}/p' /bench/servers.conf | sed "1s/.*/server { listen $port; access_log off;/"
