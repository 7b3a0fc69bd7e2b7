#!/usr/bin/env bash
# Asks a real Prometheus for every panel of the dashboards and every alert, and fails where a panel has no data.
#   check.sh                         asks the Prometheus of compose (PROMETHEUS_URL, default http://localhost:9090)
#   check.sh --own HOST:PORT...      starts one of its own, from Debian's package, that scrapes stream-apps there; a
#                                    trainer's address begins with trainer=, as in trainer=localhost:9405
# Needs curl and jq.
set -euo pipefail
cd "$(dirname "$0")"
url=${PROMETHEUS_URL:-http://localhost:9090}

if [ "${1:-}" = --own ]; then
  shift
  work=$(mktemp -d)
  url=http://127.0.0.1:9099
  {
    echo 'global: {scrape_interval: 2s, evaluation_interval: 2s}'
    echo "rule_files: [$PWD/prometheus/alerts.yml]"
    echo 'scrape_configs:'
    for job in stream-app trainer; do
      targets=$(printf '%s\n' "$@" | sed -n "$([ "$job" = trainer ] && echo 's/^trainer=//p' || echo '/=/!p')" | paste -sd,)
      echo "  - {job_name: $job, static_configs: [{targets: [$targets]}]}"
    done
  } > "$work/prometheus.yml"
  prometheus --config.file="$work/prometheus.yml" --storage.tsdb.path="$work/data" --web.listen-address=127.0.0.1:9099 \
    > "$work/log" 2>&1 &
  own=$!
  trap 'kill "$own"; wait "$own" || true; rm -rf "$work"' EXIT
  # Rates need a while to look back at.
  sleep "${SECONDS_TO_SCRAPE:-30}"
fi

ask() {
  curl -fsS --get "$url/api/v1/query" --data-urlencode "query=$1" | jq '.data.result | length'
}

empty=0
while IFS=$'\t' read -r title expression; do
  series=$(ask "$expression")
  printf '%4d  %s\n' "$series" "$title"
  [ "$series" -gt 0 ] || empty=$((empty + 1))
done < <(jq -r '.panels[] | select(.targets) | .title as $t | .targets[] | [$t, .expr] | @tsv' grafana/dashboards/*.json | sed 's/\\\\/\\/g')

echo "alerts:"
curl -fsS "$url/api/v1/rules" | jq -r '.data.groups[].rules[] | "      \(.name): \(.state), \(.health)\(.lastError // "" | if . == "" then "" else ": " + . end)"'
unhealthy=$(curl -fsS "$url/api/v1/rules" | jq '[.data.groups[].rules[] | select(.health != "ok")] | length')
echo "$empty panels without data, $unhealthy alerts that cannot be evaluated"
[ "$empty" = 0 ] && [ "$unhealthy" = 0 ]
