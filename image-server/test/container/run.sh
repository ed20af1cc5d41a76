#!/bin/sh
# Builds the image server, starts it on test images, runs test/container against it, and cleans up.
# Last line: "N passed, N failed".
set -eu
cd "$(dirname "$0")/../.."
name=gatehouse-image-server-test-$$
work=$(mktemp -d)
# Called by the trap.
# shellcheck disable=SC2317
tidy() {
  docker rm -f "$name" "$name-files" > /dev/null 2>&1 || true
  rm -rf "$work"
}
trap tidy EXIT
trap 'exit 1' INT TERM

docker build -q -f Dockerfile -t gatehouse-image-server:test .. > /dev/null
docker build -q -f Dockerfile --target test-images -t gatehouse-image-server:test-images .. > /dev/null
docker create --name "$name-files" gatehouse-image-server:test-images > /dev/null
docker cp -q "$name-files:/test-images" "$work/files"
chmod -R a+rX "$work"

# As the stack runs it: read-only, without rights, as a user that owns nothing.
docker run -d --name "$name" --read-only --cap-drop ALL --security-opt no-new-privileges --user 23456:23456 \
  --tmpfs /tmp --tmpfs /run/gatehouse --memory 1500m -p 127.0.0.1::8080 \
  -v "$work/files/images:/data/images:ro" gatehouse-image-server:test > /dev/null
IMAGE_SERVER_URL=http://$(docker port "$name" 8080/tcp | head -n 1)
export IMAGE_SERVER_URL IMAGE_SERVER_CONTAINER="$name" TEST_IMAGES="$work/files"
tries=0
until curl -fs "$IMAGE_SERVER_URL/healthz" > /dev/null; do
  tries=$((tries + 1))
  if [ "$tries" -gt 100 ]; then docker logs "$name"; echo '0 passed, 1 failed'; exit 1; fi
  sleep 0.1
done

status=0
npm run -s container -- --json --outputFile="$work/results.json" "$@" || status=$?
if [ "$status" -ne 0 ]; then docker logs "$name" 2>&1 | tail -n 40; fi
# shellcheck disable=SC2016
node -p 'const r = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8")); `${r.numPassedTests} passed, ${r.numFailedTests + r.numRuntimeErrorTestSuites} failed`' "$work/results.json"
exit "$status"
