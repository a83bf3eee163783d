#!/usr/bin/env bash
# Makes the passwords and the encryption key of docker-compose.yml in secrets/, once. What is there stays.
# Keep a copy of secrets/encryption_key elsewhere: no dump of the database holds it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
install -d -m 700 secrets
for name in postgres_password app_password migrate_password encryption_key; do
  [ -e "secrets/$name" ] || openssl rand -base64 32 | tr -d '\n' >"secrets/$name"
  # Others may read the file, which is how the container's user does; nobody else gets into the folder.
  chmod 444 "secrets/$name"
done
