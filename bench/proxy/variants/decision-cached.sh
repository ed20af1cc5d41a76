# Decisions kept for one to two seconds on a tmpfs, by session, image and client. Revocation then takes that long.
# shellcheck shell=bash disable=SC2154,SC2016
cat <<END
proxy_cache_path /run/gatehouse/decisions levels=1:2 keys_zone=decisions:8m max_size=64m inactive=5s use_temp_path=off;
map \$http_cookie \$decision_session { default ""; "~(?:^|; ?)__Host-gatehouse=(?<session>[\w-]{43})" \$session; }
map \$request_uri \$decision_image { default \$request_uri; "~^(?<image>/iiif/.+)/[^/]+/[^/]+/[^/]+/(?:default|color|gray|bitonal)\.[a-z]+$" \$image; }
END
sed -i 's#^ *proxy_pass http://auth_internal/query_auth;#proxy_cache decisions; proxy_cache_key "$decision_session|$http_authorization|$remote_addr|$decision_image"; proxy_cache_valid 200 1s;\n&#' "$iiif"
echo "server { listen $port; include $gate; }"
