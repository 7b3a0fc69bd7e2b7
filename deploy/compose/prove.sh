#!/usr/bin/env bash
# Shows that nothing is lost: publishes scans to the running compose project, kills a stream-app in their midst, starts
# it again, and has every scan accounted for.
#   prove.sh FOLDER [COUNT] [CONTAINER]     CONFIG=FILE: how to reach the cluster, other than plainly on localhost
set -euo pipefail
[ -d "${1:-}" ] || { sed -n '2,4s/^# //p' "$0" >&2; exit 2; }
folder=$(realpath "$1") count=${2:-500} container=${3:-xraystream-stream-app-1}
cd "$(dirname "$0")/../.."
if [ -n "${CONFIG:-}" ]; then
  cluster=(--config "$CONFIG")
else
  cluster=(--bootstrap "localhost:${KAFKA_PORT:-9094}" --registry "http://localhost:${REGISTRY_PORT:-8085}/apis/ccompat/v7")
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Scans that the first stream-app has read since it started.
taken() {
  { curl -fsS "http://localhost:${STREAM_APP_METRICS_PORT:-9404}/metrics" || true; } | awk '/^xraystream_scans_total/ {n += $NF} END {print int(n)}'
}

# Scans without an answer yet; one published a second time has had its answer.
unanswered() {
  ./xraystream diagnoses "${cluster[@]}" --reconcile --json | sed -n 's/.*"hour":"all".*"unanswered":\([0-9]*\).*/\1/p'
}

taken_before=$(taken)
mapfile -t files < <(find "$folder" -name '*.jp*g' | sort | awk -v n="$count" '{f[NR]=$0} END {for (i = 0; i < n; i++) print f[int(i * NR / n) + 1]}' | uniq)
began=$(date +%s)
./xraystream publish "${cluster[@]}" --json "${files[@]}" > "$work/published" &
publishing=$!
# Into the midst: some scans are read, most are not.
until taken=$(($(taken) - taken_before)) && [ "$taken" -ge $((count / 10)) ]; do sleep 0.1; done
docker kill "$container" > /dev/null
echo "killed $container $(($(date +%s) - began)) s after the first of ${#files[@]} scans was sent; the first stream-app had read $taken"
wait "$publishing"
echo "published $(wc -l < "$work/published") scans in $(($(date +%s) - began)) s; $(unanswered) of them unanswered by now"
docker start "$container" > /dev/null
echo "started $container again"
while left=$(unanswered) && [ "$left" != 0 ]; do
  [ $(($(date +%s) - began)) -lt 600 ] || break
  sleep 2
done
echo "after $(($(date +%s) - began)) s $left are unanswered"
./xraystream diagnoses "${cluster[@]}" --reconcile
