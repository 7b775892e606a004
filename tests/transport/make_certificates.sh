#!/bin/sh
# Makes, in the directory $1: an authority (ca.pem), another that nobody trusts (other_ca.pem), and certificates with
# their keys in one file each: good.pem, untrusted.pem (of the other authority), expired.pem and wrong_host.pem.
set -eu
umask 077
rm -rf "$1"
mkdir -p "$1"
cd "$1"
new_key() { openssl ecparam -name prime256v1 -genkey -noout -out "$1"; }
authority() {
    new_key "$1.key"
    openssl req -x509 -new -key "$1.key" -subj "/CN=$1" -days 2 -out "$1.pem" -addext keyUsage=critical,keyCertSign
}
# name, authority, subjectAltName, first day, last day
certificate() {
    new_key "$1.key"
    openssl req -new -key "$1.key" -subj "/CN=$1" -out "$1.csr"
    : > "$1.index"
    printf '[ca]\ndefault_ca=c\n[c]\ndatabase=%s.index\nnew_certs_dir=.\nrand_serial=yes\ndefault_md=sha256\npolicy=p\nx509_extensions=x\n[p]\ncommonName=supplied\n[x]\nsubjectAltName=%s\n' "$1" "$3" > "$1.conf"
    openssl ca -batch -config "$1.conf" -cert "$2.pem" -keyfile "$2.key" -in "$1.csr" -out "$1.crt" -notext \
        -startdate "$4" -enddate "$5"
    cat "$1.crt" "$1.key" > "$1.pem"
}
here=DNS:ingot.test,DNS:localhost,IP:127.0.0.1
{
    authority ca
    authority other_ca
    certificate good ca "$here" 20000101000000Z 20990101000000Z
    certificate untrusted other_ca "$here" 20000101000000Z 20990101000000Z
    certificate expired ca "$here" 20000101000000Z 20200101000000Z
    certificate wrong_host ca DNS:management.azure.com 20000101000000Z 20990101000000Z
} > log 2>&1 || { cat log >&2; exit 1; }
