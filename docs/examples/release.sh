#!/usr/bin/env bash
# Releases what belongs together, in its order: manifests and services, one after the other, and looks at the end whether
# every service is well. Needs ci.sh beside it, bash, curl, and jq or python3; kubectl for manifests.
#
#   SLIPWAY_URL=https://slipway.example SLIPWAY_TOKEN=slw_... release.sh production release.txt "Release 1.5"
#
# release.txt has one step a line; blank lines and lines that begin with # are passed over:
#   apply k8s/00-namespace.yaml
#   ship  postgres postgres:17.2 caution
#   ship  iot-dashboard registry.example/iot-dashboard:1.5.0
#   apply k8s/08-ingress.yaml
#
# apply takes a manifest by kubectl with the credentials of this pipeline: the portal applies none. ship takes a service and
# an image by ci.sh (gate, approval, automatic rollback), and the next step waits for its end; behind the image stand the
# policies whose condition is accepted for this step.
#
# All steps are read before the first one is taken. The first that fails ends the release: what was done stays, and is said;
# what runs already is passed over, so that the same file is simply released again. Nothing is taken back by itself:
# ci.sh rollback takes back one service.
#
# SLIPWAY_KEY             names this release, such as the id of the pipeline: run again with the same one, the services that
#                         still wait for an approval go on with their plans. Random where it is not set.
# SLIPWAY_VERIFY_SECONDS  how long the services may take to be well at the end (300)
# and what ci.sh takes, but for SLIPWAY_EVIDENCE, SLIPWAY_ACKNOWLEDGE and SLIPWAY_TO.
#
# Ends with 0 all released and well, 1 called wrongly, 5 a manifest was refused or a service is not well at the end, or as
# ci.sh ended for the service that failed.
set -euo pipefail

say() { printf '%s\n' "$*" >&2; }
end() { say "${*:2}"; exit "$1"; }

[ $# -eq 3 ] || end 1 "usage: release.sh <environment> <file of steps> <reason>"
[ -n "${SLIPWAY_URL:-}" ] && [ -n "${SLIPWAY_TOKEN:-}" ] || end 1 "Set SLIPWAY_URL and SLIPWAY_TOKEN."
[ -r "$2" ] || end 1 "The steps in $2 cannot be read."
json=$(command -v jq || command -v python3) || end 1 "Install jq or python3."
environment=$1 reason=$3
ship=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/ci.sh
[ -r "$ship" ] || end 1 "ci.sh has to stand beside release.sh."
key=${SLIPWAY_KEY:-$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')}
unset SLIPWAY_EVIDENCE SLIPWAY_ACKNOWLEDGE SLIPWAY_TO

verbs=() names=() images=() accepted=()
line=0
while read -r verb name image more || [ -n "${verb:-}" ]; do
  line=$((line + 1))
  case $verb in
    '' | '#'*) continue ;;
    apply)
      [ -n "$name" ] && [ -z "$image" ] || end 1 "Line $line: apply takes one file."
      [ -r "$name" ] || end 1 "Line $line: $name cannot be read."
      command -v kubectl > /dev/null || end 1 "Line $line: install kubectl to apply manifests."
      ;;
    ship) [ -n "$image" ] || end 1 "Line $line: ship takes a service and an image." ;;
    *) end 1 "Line $line: \"$verb\" is no step. Steps are apply and ship." ;;
  esac
  verbs+=("$verb") names+=("$name") images+=("$image") accepted+=("$more")
done < "$2"
[ ${#verbs[@]} -gt 0 ] || end 1 "There is no step in $2."

# workloads SERVICE: one line each of health, the image that runs, and why.
workloads() {
  local items
  items=$(printf 'header = "Authorization: Bearer %s"\n' "$SLIPWAY_TOKEN" |
    curl --config - -sS --fail --get --max-time 60 --retry 5 --data-urlencode "service=$1" \
      --data-urlencode "environment=$environment" "${SLIPWAY_URL%/}/api/v1/workloads") || return 1
  case $json in
    *jq) jq -r '.items[] | "\(.health) \(.version.image) \(.reason)"' <<< "$items" ;;
    *) python3 -c 'import json,sys
for i in json.loads(sys.argv[1])["items"]: print(i["health"], i["version"]["image"], i["reason"])' "$items" ;;
  esac
}

# runs SERVICE IMAGE: whether it is what runs there now, with or without the digest that the portal adds.
runs() {
  local health image why
  read -r health image why <<< "$(workloads "$1")" || return 1
  [ "$image" = "$2" ] || [ "${image%@*}" = "$2" ]
}

for at in "${!verbs[@]}"; do
  step="step $((at + 1)) of ${#verbs[@]}"
  case ${verbs[at]} in
    apply)
      say "== $step: apply ${names[at]}"
      kubectl apply -f "${names[at]}" >&2 || end 5 "Stopped at $step: ${names[at]} was refused. The steps before it are done."
      ;;
    ship)
      say "== $step: ship ${names[at]} ${images[at]}"
      if runs "${names[at]}" "${images[at]}"; then
        say "It runs already."
      else
        code=0
        SLIPWAY_KEY="$key-${names[at]}" SLIPWAY_ACKNOWLEDGE="${accepted[at]}" bash "$ship" "${names[at]}" "$environment" "${images[at]}" "$reason" || code=$?
        [ "$code" = 0 ] || end "$code" "Stopped at $step: ${names[at]} was not shipped. The steps before it are done."
      fi
      ;;
  esac
done

say "== verify"
until=$((SECONDS + ${SLIPWAY_VERIFY_SECONDS:-300}))
for at in "${!verbs[@]}"; do
  [ "${verbs[at]}" = ship ] || continue
  while :; do
    found=$(workloads "${names[at]}") || end 7 "${names[at]}: $SLIPWAY_URL does not say how it is."
    read -r health image why <<< "$found"
    [ "$health" != healthy ] || break
    [ "$SECONDS" -lt "$until" ] || end 5 "${names[at]} is $health at the end: $why"
    sleep "${SLIPWAY_POLL_SECONDS:-3}"
  done
  say "${names[at]} is healthy, $image"
done
