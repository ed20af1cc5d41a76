# The access log written 64 kB at a time, at the latest after a second.
# shellcheck shell=bash disable=SC2154
echo "server { listen $port; access_log /dev/stdout gate buffer=64k flush=1s; include $gate; }"
