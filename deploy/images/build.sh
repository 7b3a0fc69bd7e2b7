#!/usr/bin/env bash
# Builds the product's images: xraystream/stream-app, trainer, modality-gateway, ehr-gateway, cli.
#   build.sh [IMAGE...]    all, or those named
# TAG (default: the version) names them; PLATFORM_JRE chooses Debian's JRE package, such as
# openjdk-17-jre-headless=17.0.16+8-1~deb12u1 to pin it; DOCKER_BUILD_OPTIONS go to docker build;
# JARS=kept takes the jars that the last build made.
set -euo pipefail
cd "$(dirname "$0")/../.."
. deploy/images/versions.env

# image | module | main class | port | options of the JVM
images='
stream-app | stream-app        | org.xraystream.streamapp.Main  | 8080 | -Dlogback.configurationFile=org/xraystream/service/logging.xml
trainer    | trainer           | org.xraystream.trainer.Main    | 8081 | -Dlogback.configurationFile=org/xraystream/service/logging.xml
modality-gateway | gateways | org.xraystream.modality.Main | 8084 | -Dlogback.configurationFile=org/xraystream/service/logging.xml
ehr-gateway      | gateways | org.xraystream.ehr.Main      | 8083 | -Dlogback.configurationFile=org/xraystream/service/logging.xml
cli        | deploy/standalone | org.xraystream.cli.Xraystream  | 0    |
'
# As the launcher has them: oneDNN on, which Deeplearning4j leaves off; native memory outside the heap; libraries are
# unpacked where the state is, not into a /tmp that is memory.
common='-XX:+ExitOnOutOfMemoryError -Djava.awt.headless=true -Dorg.eclipse.deeplearning4j.helpers.disable=false
  -Dorg.bytedeco.javacpp.maxbytes=2g -Dorg.bytedeco.javacpp.maxphysicalbytes=6g
  -Dorg.bytedeco.javacpp.cachedir=/var/lib/xraystream/javacpp'

version=$(sed -n '/<artifactId>xraystream</{n;s/.*<version>\(.*\)<.*/\1/p;q}' pom.xml)
tag=${TAG:-$version}
epoch=$(date -u -d "$(sed -n 's/.*<project.build.outputTimestamp>\(.*\)<.*/\1/p' pom.xml)" +%s)
wanted=" ${*:-stream-app trainer modality-gateway ehr-gateway cli} "

rows() {
  echo "$images" | sed -e '/^$/d' -e 's/ *| */|/g' | while IFS= read -r row; do
    case $wanted in *" ${row%%|*} "*) echo "$row" ;; esac
  done
}

[ "${JARS:-}" = kept ] || echo "Building the jars ..."
[ "${JARS:-}" = kept ] || mvn -B -ntp -pl "$(rows | cut -d'|' -f2 | paste -sd,)" -am -DskipTests -Dspotless.check.skip=true package \
  org.cyclonedx:cyclonedx-maven-plugin:2.9.3:makeBom -DincludeTestScope=false -DoutputFormat=json -DoutputName=sbom \
  org.apache.maven.plugins:maven-dependency-plugin:3.11.0:build-classpath -DincludeScope=runtime \
  -Dmdep.outputFile=target/image-class-path > target/images.log 2>&1 \
  || { tail -n 30 target/images.log >&2; exit 1; }

IFS=: read -r _ agent_name agent_version <<< "$OPENTELEMETRY_AGENT"
agent=target/images/agent/$agent_name-$agent_version.jar
[ -f "$agent" ] || mvn -B -q -ntp org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy -N \
  -Dartifact="$OPENTELEMETRY_AGENT" -DoutputDirectory=target/images/agent

# Gathers what one image runs. ND4J's native libraries train; what only serves, serves by ONNX Runtime; gateways do neither.
gather() {
  local image=$1 module=$2 main=$3 options=$4 to=$5 class_path='' jar part
  rm -rf "$to"
  mkdir -p "$to/lib" "$to/app"
  for jar in $(tr ':' '\n' < "$module/target/image-class-path") "$(ls "$module"/target/*.jar | grep -vE 'tests|sources' | head -n 1)"; do
    case "$image ${jar##*/}" in
      "stream-app nd4j-native-"*-linux-* | "stream-app openblas-"*-linux-*) continue ;;
      *"-gateway nd4j-native-"*-linux-* | *"-gateway openblas-"*-linux-* | *"-gateway onnxruntime-"*) continue ;;
    esac
    part=lib
    case $jar in */target/*) part=app ;; esac
    cp "$jar" "$to/$part/"
    class_path+=:/opt/xraystream/$part/${jar##*/}
  done
  # shellcheck disable=SC2086
  printf '%s\n' $common $options -cp "${class_path#:}" "$main" > "$to/java.args"
  cp "$agent" "$to/opentelemetry-javaagent.jar"
  jq --arg artifact "$OPENTELEMETRY_AGENT" '($artifact / ":") as [$group, $name, $version]
    | .components += [{type: "library", $group, $name, $version, purl: "pkg:maven/\($group)/\($name)@\($version)?type=jar"}]' \
    "$module/target/sbom.json" > "$to/sbom.json"
}

rows | while IFS='|' read -r image module main port options; do
  echo "Building xraystream/$image:$tag ..."
  gather "$image" "$module" "$main" "$options" "target/images/$image"
  # shellcheck disable=SC2086
  docker build --quiet --network host ${DOCKER_BUILD_OPTIONS:-} -f deploy/images/Dockerfile -t "xraystream/$image:$tag" \
    --build-arg BASE="$BASE_IMAGE" --build-arg JRE="${PLATFORM_JRE:-openjdk-17-jre-headless}" \
    --build-arg NAME="$image" --build-arg VERSION="$version" --build-arg PORT="$port" \
    --build-arg SOURCE_DATE_EPOCH="$epoch" "target/images/$image" > /dev/null
  docker image ls --format '{{.Repository}}:{{.Tag}}  {{.Size}}' "xraystream/$image:$tag"
done
