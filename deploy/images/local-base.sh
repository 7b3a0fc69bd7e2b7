#!/usr/bin/env bash
# Makes the images that ours stand on, where no image registry can be reached: the Debian base from Debian's packages, and
# stand-ins for the Kafka and Apicurio images from the same Maven artifacts that the standalone runs, and for those of
# Orthanc and Prometheus from Debian's. They carry the names and keep the start conventions of the real ones, so that Dockerfiles,
# compose and Testcontainers see no difference.
# Needs root, Docker, Maven and Debian's debootstrap. What is there already is left; --again makes all anew.
set -euo pipefail
cd "$(dirname "$0")/stand-in"
. ../versions.env

mirror=${DEBIAN_MIRROR:-http://deb.debian.org/debian}
again=${1:-}

missing() {
  [ -n "$again" ] || ! docker image inspect "$1" > /dev/null 2>&1
}

make_base() {
  local root
  root=$(mktemp -d)
  trap 'rm -rf "$root"' RETURN
  debootstrap --variant=minbase bookworm "$root" "$mirror" > /dev/null
  # As Debian's own slim images: neither documentation nor translations, now or from later packages.
  printf 'path-exclude /usr/share/%s/*\n' doc man info locale lintian > "$root/etc/dpkg/dpkg.cfg.d/slim"
  printf 'APT::Install-Recommends "false";\n' > "$root/etc/apt/apt.conf.d/slim"
  rm -rf "$root"/usr/share/{doc,man,info,locale,lintian}/* "$root"/var/cache/{apt,debconf}/* "$root"/var/lib/apt/lists/* \
    "$root"/var/log/*
  printf 'deb %s bookworm main\ndeb %s bookworm-updates main\ndeb %s bookworm-security main\n' \
    "$mirror" "$mirror" "${mirror/%debian/debian-security}" > "$root/etc/apt/sources.list"
  tar -C "$root" --sort=name -c . | docker import --change 'CMD ["bash"]' - "$BASE_IMAGE" > /dev/null
}

# stand_in FOLDER IMAGE
stand_in() {
  missing "$2" || return 0
  echo "$2 ..."
  docker build --quiet --network host --build-arg BASE="$BASE_IMAGE" -f "$1/Dockerfile" -t "$2" . > /dev/null
}

if missing "$BASE_IMAGE"; then
  echo "$BASE_IMAGE from Debian's packages ..."
  make_base
fi
if missing "$KAFKA_IMAGE" || missing "$REGISTRY_IMAGE"; then
  echo "Kafka and Apicurio from Maven Central ..."
  mvn -B -q -f pom.xml package
fi
stand_in kafka "$KAFKA_IMAGE"
stand_in registry "$REGISTRY_IMAGE"
stand_in orthanc "$ORTHANC_IMAGE"
stand_in prometheus "$PROMETHEUS_IMAGE"
docker image ls --format '{{.Repository}}:{{.Tag}}  {{.Size}}' | grep -E "^($BASE_IMAGE|$KAFKA_IMAGE|$REGISTRY_IMAGE|$ORTHANC_IMAGE|$PROMETHEUS_IMAGE) "
