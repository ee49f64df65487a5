#!/bin/sh
# Starts a throw-away PostgreSQL and prints its URL; everything lies in one temporary folder.
#
#   BROADCASTER_TEST_POSTGRES="$(.ci/postgres.sh)" pytest tests/broadcaster/store
#   .ci/postgres.sh stop "$BROADCASTER_TEST_POSTGRES"
#
# Needs the server's programs (on Debian: apt-get install -y postgresql). It listens on a socket in
# that folder and on no network. PostgreSQL refuses to run as root, so root lends it to `postgres`.
set -eu

bin="$(dirname "$(command -v initdb || ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null | tail -n 1)")"
if [ ! -x "$bin/initdb" ]; then
    echo "postgres.sh: no initdb here; install PostgreSQL's server programs" >&2
    exit 1
fi

as_owner() {
    if [ "$(id -u)" = 0 ]; then
        (cd / && setpriv --reuid=postgres --regid=postgres --init-groups "$@")
    else
        "$@"
    fi
}

if [ "${1:-start}" = stop ]; then
    folder="${2#*host=}"
    as_owner "$bin/pg_ctl" -D "$folder/cluster" -m immediate -w stop >&2
    rm -rf "$folder"
    exit 0
fi

folder="$(mktemp -d)"
[ "$(id -u)" = 0 ] && chown postgres "$folder"
as_owner "$bin/initdb" -D "$folder/cluster" -U postgres -A trust -E UTF8 --locale=C --no-sync >&2
as_owner "$bin/pg_ctl" -D "$folder/cluster" -l "$folder/log" -w \
    -o "-c listen_addresses= -c unix_socket_directories=$folder -c fsync=off" start >&2
echo "postgresql+psycopg://postgres@/postgres?host=$folder"
