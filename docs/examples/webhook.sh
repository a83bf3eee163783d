#!/usr/bin/env bash
# Tells the portal what a pipeline proved of an image, by an incoming webhook, signed after the Standard Webhooks
# specification. Needs bash, curl and openssl.
#
#   SLIPWAY_HOOK=https://slipway.example/hooks/0198... SLIPWAY_HOOK_KEY=whsec_... webhook.sh report.json
#
# The file holds one statement or several, parted by commas, each as POST /api/v1/evidence takes it:
#   {"image": "registry.example/app:1.0.1@sha256:...", "service": "app", "kind": "test", "outcome": "passed",
#    "summary": "312 tests, none failed"}
#
# SLIPWAY_DELIVERY  the id of this delivery, letters, digits, _ and -; random where it is not set. Each is taken once, so
#                   a delivery whose answer was lost is sent again under a new id: the newest statement counts.
#
# Ends with 0 kept, 1 called wrongly, 2 not believed or not allowed, 3 not understood or too large, 7 no answer.
set -euo pipefail

end() { printf '%s\n' "${*:2}" >&2; exit "$1"; }

[ $# -eq 1 ] && [ -r "$1" ] || end 1 "usage: webhook.sh <file with statements>"
[ -n "${SLIPWAY_HOOK:-}" ] && [ -n "${SLIPWAY_HOOK_KEY:-}" ] || end 1 "Set SLIPWAY_HOOK and SLIPWAY_HOOK_KEY."
command -v openssl > /dev/null || end 1 "Install openssl."
body=$(mktemp) answer=$(mktemp)
trap 'rm -f "$body" "$answer"' EXIT

printf '{"type": "evidence.reported", "timestamp": "%s", "data": [%s]}' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$(cat "$1")" > "$body"
id=${SLIPWAY_DELIVERY:-msg_$(openssl rand -hex 16)}
timestamp=$(date +%s)

# HMAC-SHA-256 (RFC 2104) in two hashes, because openssl takes a key as an argument only, where every list of processes
# shows it.
key=$(printf %s "${SLIPWAY_HOOK_KEY#whsec_}" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \n')
[ "${#key}" -ge 48 ] && [ "${#key}" -le 128 ] || end 1 "SLIPWAY_HOOK_KEY is whsec_ and the Base64 of 24 to 64 bytes."
key=$key$(printf '0%.0s' $(seq $((128 - ${#key}))))
pad() {
  local at byte
  for ((at = 0; at < 128; at += 2)); do
    printf -v byte '\\x%02x' $((16#${key:at:2} ^ $1))
    printf '%b' "$byte"
  done
}
hash() { openssl dgst -sha256 -binary; }
signature=$({ pad 0x5c; { pad 0x36; printf '%s.%s.' "$id" "$timestamp"; cat "$body"; } | hash; } | hash | openssl base64 -A)

status=$(curl -sS -o "$answer" -w '%{http_code}' --max-time 30 --data-binary "@$body" \
  -H 'Content-Type: application/json' -H "webhook-id: $id" -H "webhook-timestamp: $timestamp" \
  -H "webhook-signature: v1,$signature" "$SLIPWAY_HOOK") || status=000
case $status in
  204) ;;
  401 | 403) end 2 "$(cat "$answer")" ;;
  400 | 404 | 413 | 422) end 3 "$(cat "$answer")" ;;
  *) end 7 "The portal answered $status. $(cat "$answer")" ;;
esac
