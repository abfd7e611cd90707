#!/bin/sh
# Makes the certificates of the scripted relay anew: an authority, the relay's certificate by it, one
# for another host by it, and an authority that signed nothing. Valid for a hundred years.
set -eu
cd "$(dirname "$0")"
days=36500

authority() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days $days \
        -subj "/CN=$2" -keyout "$1.key" -out "$1.pem" 2> /dev/null
}

certificate() {
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=$2" \
        -keyout "$1.key" -out "$1.csr" 2> /dev/null
    printf 'subjectAltName=%s\n' "$3" > "$1.san"
    openssl x509 -req -in "$1.csr" -CA authority.pem -CAkey authority.key -CAcreateserial \
        -days $days -extfile "$1.san" -out "$1.pem" 2> /dev/null
    rm -f "$1.csr" "$1.san"
}

authority authority "Test authority"
authority stranger "Another authority"
certificate relay localhost "DNS:localhost,IP:127.0.0.1"
certificate elsewhere elsewhere.example "DNS:elsewhere.example"
rm -f authority.key stranger.key authority.srl
