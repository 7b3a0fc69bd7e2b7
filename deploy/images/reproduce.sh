#!/usr/bin/env bash
# Shows that images are reproducible: builds each twice without Docker's cache and compares the digests of their layers,
# and where a layer differs, says which files do. The image's own id still differs: it holds the time of building.
#   reproduce.sh [IMAGE...]    as build.sh; needs the base image to be the same both times
set -euo pipefail
cd "$(dirname "$0")"
images=(${*:-stream-app trainer modality-gateway ehr-gateway cli})
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

layers() {
  docker image inspect --format '{{range .RootFS.Layers}}{{println .}}{{end}}' "$1"
}

# contents IMAGE: a line for each file with its type, mode, owner, size, time and SHA-256.
contents() {
  local made
  made=$(docker create "$1" unused)
  docker export "$made" | tar --sort=name -tv --full-time > "$2"
  docker export "$made" | tar -x --to-command='sha256sum | sed "s|-$|$TAR_FILENAME|"' >> "$2"
  docker rm "$made" > /dev/null
}

for round in 1 2; do
  DOCKER_BUILD_OPTIONS=--no-cache TAG="reproduced-$round" ./build.sh "${images[@]}" > "$work/log" || { cat "$work/log"; exit 1; }
done
differing=0
for image in "${images[@]}"; do
  one=xraystream/$image:reproduced-1 two=xraystream/$image:reproduced-2
  if [ "$(layers "$one")" = "$(layers "$two")" ]; then
    echo "$image: the same $(layers "$one" | grep -c .) layers, $(layers "$one" | sha256sum | cut -c1-16)"
  else
    differing=$((differing + 1))
    contents "$one" "$work/1"
    contents "$two" "$work/2"
    echo "$image: differs in $(diff "$work/1" "$work/2" | grep -c '^>') lines:"
    diff "$work/1" "$work/2" | head -n "${LINES_SHOWN:-20}" || true
  fi
  docker rmi -f "$one" "$two" > /dev/null
done
exit "$differing"
