#!/usr/bin/env bash
# Makes what deploy/compose/tls.yml needs, in deploy/security/secrets (or the folder given): an authority of this
# installation's own, certificates in its name for brokers, registry and services, and a password for each account.
#   make-secrets.sh [FOLDER]     HOSTS="xray.example.org 192.0.2.7": further names under which this server is reached
# What is there is kept: to renew a certificate or a password, delete its file and run this again. Needs openssl.
set -euo pipefail
cd "$(dirname "$0")"
secrets=${1:-secrets}
years=${YEARS:-2}
umask 077
mkdir -p "$secrets"
cd "$secrets"

# Only root and the owner pass the folder; in a container the single file is all there is, and must be readable to its account.
keep() {
  chmod 444 "$@"
}

names() {
  local names="DNS:localhost,IP:127.0.0.1" name
  for name in "$@" ${HOSTS:-}; do
    if [[ $name =~ ^[0-9.]+$|: ]]; then names+=",IP:$name"; else names+=",DNS:$name"; fi
  done
  echo "$names"
}

# certificate NAME OTHER-NAME...: NAME.pem holds key and chain, as Kafka reads them.
certificate() {
  local name=$1
  [ -f "$name.pem" ] && return
  openssl req -new -newkey rsa:3072 -nodes -keyout "$name.key" -out "$name.csr" -subj "/CN=$name" 2> /dev/null
  openssl x509 -req -in "$name.csr" -CA authority.crt -CAkey authority.key -CAcreateserial -days $((365 * years)) \
    -extfile <(printf 'subjectAltName=%s\nextendedKeyUsage=serverAuth,clientAuth\n' "$(names "$@")") \
    -out "$name.crt" 2> /dev/null
  cat "$name.key" "$name.crt" authority.crt > "$name.pem"
  rm "$name.csr" "$name.key" "$name.crt"
  keep "$name.pem"
}

# password NAME: drawn, and shown to nobody.
password() {
  [ -f "$1.password" ] || openssl rand -hex 24 > "$1.password"
  cat "$1.password"
}

# What the program needs to reach Kafka and the registry as the account of its name.
settings() {
  cat << END
kafka.security.protocol=SASL_SSL
kafka.sasl.mechanism=SCRAM-SHA-512
kafka.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username="$1" password="$(password "$1")";
kafka.ssl.truststore.type=PEM
kafka.ssl.truststore.location=$2
registry.schema.registry.ssl.truststore.type=PEM
registry.schema.registry.ssl.truststore.location=$2
END
}

if [ ! -f authority.key ]; then
  openssl req -x509 -newkey rsa:4096 -nodes -days 3650 -keyout authority.key -out authority.crt \
    -subj "/CN=Xraystream authority" -addext basicConstraints=critical,CA:true,pathlen:0 \
    -addext keyUsage=critical,keyCertSign,cRLSign 2> /dev/null
  keep authority.crt
fi
for broker in kafka kafka-2 kafka-3; do certificate "$broker" kafka; done
certificate administrator
certificate registry
for service in stream-app trainer; do
  certificate "$service" "$service-2" "$service-3"
  [ -f "$service.p12" ] || openssl pkcs12 -export -in "$service.pem" -out "$service.p12" -name "$service" \
    -passout "pass:$(password "$service-keystore")"
  keep "$service.p12"
done

secret=$(password session)
for service in stream-app trainer; do
  {
    settings "$service" /run/secrets/authority.crt
    echo "http.tls.keystore=/run/secrets/$service.p12"
    echo "http.tls.keystore-password=$(password "$service-keystore")"
    echo "access.secret=$secret"
  } > "$service.properties.new"
  mv -f "$service.properties.new" "$service.properties"
  keep "$service.properties"
done
# Patients' ids become pseudonyms under it: the same for all who send scans, and for ever.
pseudonyms="pseudonym.secret=$(password pseudonyms)"
# The gateways come under the accounts of those for whom they work, and show health and metrics in plain HTTP within.
{ settings modality /run/secrets/authority.crt; echo "$pseudonyms"; } > modality-gateway.properties.new
settings records /run/secrets/authority.crt > ehr-gateway.properties.new
for gateway in modality-gateway ehr-gateway; do
  mv -f "$gateway.properties.new" "$gateway.properties"
  keep "$gateway.properties"
done
for account in modality records operator; do
  settings "$account" "$PWD/authority.crt" > "$account.properties.new"
  {
    echo "kafka.bootstrap.servers=${XRAYSTREAM_HOST:-localhost}:${KAFKA_PORT:-9094}"
    echo "registry.url=https://${XRAYSTREAM_HOST:-localhost}:${REGISTRY_PORT:-8085}/apis/ccompat/v7"
  } >> "$account.properties.new"
  [ "$account" = records ] || echo "$pseudonyms" >> "$account.properties.new"
  mv -f "$account.properties.new" "$account.properties"
done

# The one who makes users and rights comes with a certificate: before the first user there is no password.
cat > administrator.properties.new << END
kafka.security.protocol=SSL
kafka.ssl.keystore.type=PEM
kafka.ssl.keystore.location=/run/secrets/administrator.pem
kafka.ssl.truststore.type=PEM
kafka.ssl.truststore.location=/run/secrets/authority.crt
registry.schema.registry.ssl.truststore.type=PEM
registry.schema.registry.ssl.truststore.location=/run/secrets/authority.crt
END
for account in stream-app trainer modality records operator; do
  echo "$account=$(password "$account")"
done > users.properties.new
mv -f users.properties.new users.properties
mv -f administrator.properties.new administrator.properties
keep administrator.properties users.properties
echo "Secrets are in $PWD."
