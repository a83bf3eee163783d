#!/bin/sh
# Runs once, when the database of docker-compose.yml is made: after roles.sql, which makes the roles without passwords.
set -eu
psql -q -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$POSTGRES_DB" \
  -v app="$(cat /run/secrets/app_password)" -v migrate="$(cat /run/secrets/migrate_password)" <<'SQL'
alter role slipway_app password :'app';
alter role slipway_migrate password :'migrate';
SQL
