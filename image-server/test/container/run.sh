#!/bin/sh
# Builds the image server, starts it on test images, runs test/container against it, and cleans up.
# Last line: "N passed, N failed".
set -eu
cd "$(dirname "$0")/../.."
# Images are named after this run too: somebody else on this engine may be testing another state of them.
name=gatehouse-image-server-test-$$
work=$(mktemp -d)
# Called by the trap.
# shellcheck disable=SC2317
tidy() {
  docker rm -f "$name" "$name-files" "$name-worker" > /dev/null 2>&1 || true
  docker rmi -f "$name:test" "$name:images" > /dev/null 2>&1 || true
  rm -rf "$work"
}
trap tidy EXIT
trap 'exit 1' INT TERM

docker build -q -f Dockerfile -t "$name:test" .. > /dev/null
docker build -q -f Dockerfile --target test-images -t "$name:images" .. > /dev/null
docker create --name "$name-files" "$name:images" > /dev/null
docker cp -q "$name-files:/test-images" "$work/files"
mkdir -m 777 "$work/derivatives" "$work/wishes"
node test/corpus/make-hostile.mjs "$work/files/images/hostile"
chmod a+rX "$work" "$work/files" "$work/files/images" "$work/files/images/hostile"

# As the stack runs it: read-only, without rights, as a user that owns nothing.
docker run -d --name "$name" --read-only --cap-drop ALL --security-opt no-new-privileges --user 23456:23456 \
  --tmpfs /tmp --tmpfs /run/gatehouse --memory 1500m -p 127.0.0.1::8080 \
  -v "$work/files/images:/data/images:ro" -v "$work/derivatives:/data/derivatives:ro" -v "$work/wishes:/data/wishes" \
  -e DERIVATIVES=hot "$name:test" > /dev/null
# What decodes what strangers made: without a network.
docker run -d --name "$name-worker" --read-only --cap-drop ALL --security-opt no-new-privileges --user 23456:23456 --init \
  --no-healthcheck --network none --tmpfs /tmp --memory 1536m --pids-limit 256 --restart unless-stopped -e DERIVATIVES=hot \
  -v "$work/files/images:/data/images:ro" -v "$work/derivatives:/data/derivatives" -v "$work/wishes:/data/wishes" \
  --entrypoint node "$name:test" dist/image-server/src/derivatives-main.js > /dev/null
IMAGE_SERVER_URL=http://$(docker port "$name" 8080/tcp | head -n 1)
export IMAGE_SERVER_URL IMAGE_SERVER_CONTAINER="$name" TEST_IMAGES="$work/files" TEST_SHELF="$work/derivatives"
tries=0
until curl -fs "$IMAGE_SERVER_URL/healthz" > /dev/null; do
  tries=$((tries + 1))
  if [ "$tries" -gt 100 ]; then docker logs "$name"; echo '0 passed, 1 failed'; exit 1; fi
  sleep 0.1
done

status=0
npm run -s container -- --json --outputFile="$work/results.json" "$@" || status=$?
if [ "$status" -ne 0 ]; then docker logs "$name" 2>&1 | tail -n 40; docker logs "$name-worker" 2>&1 | tail -n 40; fi
# shellcheck disable=SC2016
node -p 'const r = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8")); `${r.numPassedTests} passed, ${r.numFailedTests + r.numRuntimeErrorTestSuites} failed`' "$work/results.json"
exit "$status"
