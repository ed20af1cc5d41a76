# The check is told only what it reads today: cookie, authorization, address, client, request id.
# shellcheck shell=bash disable=SC2154
sed -i -E '/^ *proxy_set_header (Accept|Origin|Sec-Fetch-[A-Za-z]+|X-Original-Method) /d' "$iiif"
echo "server { listen $port; include $gate; }"
