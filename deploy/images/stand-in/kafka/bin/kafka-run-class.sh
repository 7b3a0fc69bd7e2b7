#!/bin/bash
# Splitting is wanted: the variables hold several options each.
# shellcheck disable=SC2086
exec java ${KAFKA_HEAP_OPTS:--Xmx256m} ${KAFKA_OPTS:-} -Dlogback.configurationFile=/etc/kafka/docker/logback.xml \
  -cp '/opt/kafka/libs/*' "$@"
