#!/usr/bin/env bash
# Shows that images are reproducible: builds each twice without Docker's cache and compares every file in them. Their
# digests still differ, by the times that Docker gives to folders and to the image itself.
#   reproduce.sh [IMAGE...]    as build.sh; needs the base image to be the same both times
set -euo pipefail
cd "$(dirname "$0")"
images=(${*:-stream-app trainer modality-gateway ehr-gateway cli})
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# contents IMAGE FILE: a line for each file with its type, rights, owner, size, time and SHA-256; of folders no time, since
# Docker's own copying changes it; nothing of what Docker puts into a container; and not Java's list of authorities, in
# which Debian writes when it made it.
contents() {
  local made
  made=$(docker create "$1" unused)
  docker export "$made" | tee >(tar -x --to-command='sha256sum | sed "s|-$|$TAR_FILENAME|"' | sort -k 2 > "$2.sums") \
    | tar -tv --full-time | sed -E '/^d/ s/ [0-9-]{10} [0-9:]{8}//' | sort -k 6 > "$2.list"
  docker rm "$made" > /dev/null
  cat "$2.list" "$2.sums" | grep -vE ' (\.dockerenv|dev/.*|proc/|sys/|etc/(hostname|hosts|resolv\.conf|mtab|ssl/certs/java/cacerts)( -> .*)?)$' > "$2"
}

for round in 1 2; do
  DOCKER_BUILD_OPTIONS=--no-cache TAG="reproduced-$round" ./build.sh "${images[@]}" > "$work/log" || { cat "$work/log"; exit 1; }
done
differing=0
for image in "${images[@]}"; do
  one=xraystream/$image:reproduced-1 two=xraystream/$image:reproduced-2
  contents "$one" "$work/1"
  contents "$two" "$work/2"
  if cmp -s "$work/1" "$work/2"; then
    echo "$image: the same $(grep -c '^-' "$work/1") files, $(sha256sum < "$work/1" | cut -c1-16)"
  else
    differing=$((differing + 1))
    echo "$image: differs in $(diff "$work/1" "$work/2" | grep -c '^>') lines:"
    diff "$work/1" "$work/2" | head -n "${LINES_SHOWN:-20}" || true
  fi
  docker rmi -f "$one" "$two" > /dev/null
done
exit "$differing"
