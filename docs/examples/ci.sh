#!/usr/bin/env bash
# Ships one image from a pipeline, or takes it back: asks the gate, plans the change, waits for its approval, starts it
# and follows it to its end. Needs bash, curl, and jq or python3; git for what is said of commits.
#
#   SLIPWAY_URL=https://slipway.example SLIPWAY_TOKEN=slw_... ci.sh student-service production 1.0.1 "Fixes the report"
#   SLIPWAY_URL=https://slipway.example SLIPWAY_TOKEN=slw_... ci.sh rollback student-service production "5xx since 1.0.1"
#
# A rollback goes to the deployment that ran there last and was well. Nothing has to be saved before a deployment: the
# portal keeps what ran, whole. A rollout that still runs is taken over. It locks the place against the next deployment,
# so that no pipeline brings back what was taken back; a person releases that lock on the page of the service there.
#
# SLIPWAY_KEY               names this intent, such as the id of the pipeline: run again with the same one, it goes on
#                           with the same plan. Random where it is not set.
# SLIPWAY_TO                for a rollback: the id of another deployment to go back to
# SLIPWAY_TICKET            a ticket to show beside the reason; with one, a version that brings fixes alone counts as a fix
# SLIPWAY_COMMIT            the commit that the image was built of. Run in a git checkout that has its history: the subjects
#                           since the commit that runs there now, else since the tag before, are sent as evidence of kind
#                           commits, so that the gate can tell a fix from a feature. Not for a rollback; whatever keeps
#                           them from being told is said, and the version counts as a feature
# SLIPWAY_EVIDENCE          a file with what this pipeline proved of the image, one JSON object a line, as POST /api/v1/evidence
#                           takes it (kind, outcome, summary ...); sent first, not for a rollback. Image and service are
#                           filled in where they are missing; policies go by the digest, so give the image with it
# SLIPWAY_ACKNOWLEDGE       policies whose condition the team accepts for good, such as "ownership"
# SLIPWAY_APPROVAL_SECONDS  how long to wait for an approval (1800)
# SLIPWAY_DEPLOY_SECONDS    how long to follow the deployment (1800)
# SLIPWAY_POLL_SECONDS      how often to look (3)
#
# Ends with 0 shipped or taken back, 1 called wrongly, 2 refused by a policy or for want of a right, 3 plan rejected, withdrawn or
# overtaken, 4 no approval in time, 5 failed, rolled back or aborted, 6 still running or outcome unknown when the time
# was over, 7 the portal gave no answer that this script knows.
set -euo pipefail

say() { printf '%s\n' "$*" >&2; }
end() { say "${*:2}"; exit "$1"; }

[ $# -eq 4 ] || end 1 "usage: ci.sh <service> <environment> <image> <reason>, or ci.sh rollback <service> <environment> <reason>"
[ -n "${SLIPWAY_URL:-}" ] && [ -n "${SLIPWAY_TOKEN:-}" ] || end 1 "Set SLIPWAY_URL and SLIPWAY_TOKEN."
json=$(command -v jq || command -v python3) || end 1 "Install jq or python3."
reason=$4
if [ "$1" = rollback ]; then
  wish=(service "$2" environment "$3" kind rollback)
  [ -z "${SLIPWAY_TO:-}" ] || wish+=(toDeployment "$SLIPWAY_TO")
else
  wish=(service "$1" environment "$2" kind rollout image "$3")
fi
poll=${SLIPWAY_POLL_SECONDS:-3}
key=${SLIPWAY_KEY:-$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')}
answer=$(mktemp) headers=$(mktemp) sent=$(mktemp)
trap 'rm -f "$answer" "$headers" "$sent"' EXIT

# field NAME: of the last answer; nothing where it is missing.
field() {
  case $json in
    *jq) jq -r --arg n "$1" '.[$n] // empty | if type == "object" or type == "array" then tojson else . end' "$answer" ;;
    *) python3 -c 'import json,sys; v=json.load(open(sys.argv[1])).get(sys.argv[2]); print("" if v is None else v)' "$answer" "$1" ;;
  esac 2>/dev/null || true
}

# object NAME VALUE ...: JSON of texts, but for what is acknowledged: a list.
object() {
  case $json in
    *jq) jq -n -c '$ARGS.positional as $a | reduce range(0; $a | length; 2) as $i ({}; .[$a[$i]] = $a[$i + 1])
      | if .acknowledged then .acknowledged |= [splits(" +") | select(. != "")] else . end' --args "$@" ;;
    *) python3 -c 'import json,sys
a = sys.argv[1:]; o = dict(zip(a[::2], a[1::2]))
if "acknowledged" in o: o["acknowledged"] = o["acknowledged"].split()
print(json.dumps(o))' "$@" ;;
  esac
}

reasons() {
  case $json in
    *jq) jq -r '.reasons[] | select(.outcome != "allow") | "  \(.outcome), \(.policy): \(.reason) \(.next // "")"' "$answer" ;;
    *) python3 -c 'import json,sys
for r in json.load(open(sys.argv[1]))["reasons"]:
    if r["outcome"] != "allow": print("  %s, %s: %s %s" % (r["outcome"], r["policy"], r["reason"], r["next"] or ""))' "$answer" ;;
  esac
}

# call METHOD PATH [BODY [KEY]]: sets status and answer. Repeats what may pass; the key makes that safe. The token is in
# no argument, so no list of processes shows it; nor is the body, which may be longer than an argument.
call() {
  local try wait arguments=(-sS -X "$1" -o "$answer" -D "$headers" -w '%{http_code}' --max-time 60)
  [ -z "${3:-}" ] || arguments+=(-H 'Content-Type: application/json' --data-binary "@$sent")
  [ -z "${4:-}" ] || arguments+=(-H "Idempotency-Key: $4")
  printf '%s' "${3:-}" > "$sent"
  for try in 1 2 3 4 5 6; do
    : > "$answer"
    status=$(printf 'header = "Authorization: Bearer %s"\n' "$SLIPWAY_TOKEN" |
      curl --config - "${arguments[@]}" "${SLIPWAY_URL%/}/api/v1$2") || status=000
    case $status in
      000 | 429 | 502 | 503 | 504) ;;
      *) return 0 ;;
    esac
    wait=$(sed -n 's/^[Rr]etry-[Aa]fter: *\([0-9]*\).*/\1/p' "$headers" | head -n 1)
    say "$1 $2 answered $status, trying again"
    sleep "${wait:-$((try * 2))}"
  done
}

refused() {
  local text
  [ "$status" != 000 ] || end 7 "$1: $SLIPWAY_URL gives no answer. Is the address right, and does the portal run?"
  text="$1: $(field type) $(field detail) (request $(field requestId))"
  case $status in
    401 | 403 | 404 | 422 | 400) end 2 "$text" ;;
    409 | 410) end 3 "$text" ;;
    *) end 7 "$1: the portal answered $status. $text" ;;
  esac
}

# evidence LINE: the statement, about this image, service and commit where it names none.
evidence() {
  case $json in
    *jq) jq -c --arg i "$image" --arg s "$service" --arg c "$head" \
      '{image: $i, service: $s} + (if $c == "" then {} else {commit: $c} end) + .' <<< "$1" ;;
    *) python3 -c 'import json,sys
o = {"image": sys.argv[2], "service": sys.argv[3]}
if sys.argv[4]: o["commit"] = sys.argv[4]
print(json.dumps({**o, **json.loads(sys.argv[1])}))' "$1" "$image" "$service" "$head" ;;
  esac
}

# first PATH: the first value there in any item of the last answer, such as version.digest.
first() {
  case $json in
    *jq) jq -r --arg p "$1" '[.items[] | getpath($p / ".") // empty][0] // empty' "$answer" ;;
    *) python3 -c 'import functools,json,sys
for i in json.load(open(sys.argv[1]))["items"]:
    v = functools.reduce(lambda o, n: (o or {}).get(n), sys.argv[2].split("."), i)
    if v: print(v); break' "$answer" "$1" ;;
  esac 2>/dev/null || true
}

# listed SINCE: the statement of kind commits out of lines. A long subject is cut, what cannot be seen is left out.
listed() {
  local summary="git log ${1:0:12}..${head:0:12}"
  case $json in
    *jq) jq -Rnc --arg i "$image" --arg s "$service" --arg c "$head" --arg b "$1" --arg t "$summary" \
      '{image: $i, service: $s, kind: "commits", outcome: "passed", summary: $t, commit: $c, since: $b, commits:
        [inputs | gsub("\\p{C}"; "") | .[0:100] | if test("[^\\s]") then . else "(no subject)" end]}' ;;
    *) python3 -c 'import json,sys,unicodedata
t = sys.stdin.buffer.read().decode("utf-8", "replace").split("\n")[:-1]
t = ["".join(c for c in l if unicodedata.category(c)[0] != "C")[:100].strip() or "(no subject)" for l in t]
print(json.dumps(dict(zip(["image", "service", "kind", "outcome", "summary", "commit", "since", "commits"],
    [sys.argv[1], sys.argv[2], "commits", "passed", sys.argv[5], sys.argv[3], sys.argv[4], t]))))' "$image" "$service" "$head" "$1" "$summary" ;;
  esac
}

# subjects SINCE: the first line of each commit, and after it those of its lines that say what it breaks.
subjects() {
  git log --format='%x01%s%n%b' "$1..$head" |
    awk '/^\001/ { print substr($0, 2) } /^BREAKING[ -]CHANGE/ { print }'
}

# brings ENVIRONMENT: says which commits the image brings beside what runs there, or why that cannot be said.
brings() {
  local digest since='' count
  call GET "/workloads?service=$service&environment=$1"
  digest=$([ "$status" = 200 ] && first version.digest || true)
  if [ -n "$digest" ]; then
    call GET "/evidence?service=$service&image=running@$digest"
    since=$([ "$status" = 200 ] && first commit || true)
  fi
  [ -n "$since" ] || since=$(git describe --tags --abbrev=0 "$head^" 2>/dev/null || true)
  since=$(git rev-parse -q --verify "$since^{commit}" 2>/dev/null || true)
  [ -n "$since" ] || { say "Commits: neither what runs there names its commit here, nor is there a tag before."; return 1; }
  [ "$since" != "$head" ] || { say "Commits: $head runs there already."; return 1; }
  git merge-base --is-ancestor "$since" "$head" ||
    { say "Commits: $since is not among those of $head, so what that takes away is not listed."; return 1; }
  count=$(subjects "$since" | wc -l)
  [ "$count" -le 500 ] || { say "Commits: $((count)) lines since $since, more than the 500 that are taken."; return 1; }
  call POST /evidence "$(subjects "$since" | listed "$since")" "$key-commits"
  [ "$status" = 201 ] || { say "Commits: not taken ($status). $(field detail)"; return 1; }
  say "Commits: $(field summary)"
}

service=$1 image=${3:-} head=
if [ -n "${SLIPWAY_COMMIT:-}" ] && [ "$1" != rollback ]; then
  head=$(git rev-parse -q --verify "$SLIPWAY_COMMIT^{commit}" 2>/dev/null || true)
  case $head/$image in
    /*) say "Commits: $SLIPWAY_COMMIT is no commit of this checkout." ;;
    *@sha256:*)
      # The next version begins where this one ends, so its commit is said in any case.
      brings "$2" || {
        call POST /evidence "$(evidence '{"kind": "build", "outcome": "passed", "summary": "built of this commit"}')" "$key-built"
        [ "$status" = 201 ] || say "Commits: nor is the commit of the image taken ($status). $(field detail)"
      } ;;
    *) say "Commits: of an image without its digest none count." ;;
  esac
fi

if [ -n "${SLIPWAY_EVIDENCE:-}" ] && [ "$1" != rollback ]; then
  [ -r "$SLIPWAY_EVIDENCE" ] || end 1 "SLIPWAY_EVIDENCE: $SLIPWAY_EVIDENCE cannot be read."
  number=0
  while IFS= read -r line || [ -n "$line" ]; do
    [ -n "$line" ] || continue
    number=$((number + 1))
    statement=$(evidence "$line") || end 1 "SLIPWAY_EVIDENCE: statement $number is not a JSON object on one line."
    call POST /evidence "$statement" "$key-evidence-$number"
    [ "$status" = 201 ] || refused "Evidence $number"
    say "Evidence: $(field kind) $(field outcome), $(field summary)"
  done < "$SLIPWAY_EVIDENCE"
fi

[ -z "${SLIPWAY_ACKNOWLEDGE:-}" ] || wish+=(acknowledged "$SLIPWAY_ACKNOWLEDGE")
[ -z "${SLIPWAY_TICKET:-}" ] || wish+=(ticket "$SLIPWAY_TICKET")
call POST /gate/decisions "$(object "${wish[@]}")"
if [ "$status" = 200 ]; then
  outcome=$(field outcome)
  why=$(reasons)
  case $outcome/$why in
    block/*'  block, '* | allow/* | needs-approval/*) say "The gate says: $outcome" ;;
    *) say "The gate says: needs a condition accepted" ;;
  esac
  [ -z "$why" ] || say "$why"
  conditions=
  while IFS= read -r line; do
    case $line in '  allow-with-condition, '*) line=${line#*, } conditions+="${conditions:+ }${line%%:*}" ;; esac
  done <<< "$why"
  case $outcome/$why in
    block/*'  block, '*) end 2 "Nothing was planned: a policy blocks it, as said above." ;;
    block/*) end 2 "Nothing was planned. Whoever accepts these conditions for good sets SLIPWAY_ACKNOWLEDGE=\"$conditions\"." ;;
  esac
elif { [ "$status" != 422 ] && [ "$status" != 404 ]; } || [ -z "${SLIPWAY_KEY:-}" ]; then
  refused "The gate"
fi # else this intent may have its plan already, and the key leads to it

wish+=(reason "$reason")
call POST /plans "$(object "${wish[@]}")" "$key-plan"
[ "$status" = 201 ] || refused "The plan"
plan=$(field id) hash=$(field hash)
say "Planned: $(field sentence), ${SLIPWAY_URL%/}/plans/$plan"

until=$((SECONDS + ${SLIPWAY_APPROVAL_SECONDS:-1800}))
while :; do
  call GET "/plans/$plan"
  [ "$status" = 200 ] || refused "The plan"
  state=$(field state)
  case $state in
    planned | approved | started) break ;;
    pending-approval) ;;
    *) end 3 "The plan is $state: $(field why)" ;;
  esac
  [ "$SECONDS" -lt "$until" ] || end 4 "Nobody approved in time; the plan still waits."
  sleep "$poll"
done

deployment=$(field deployment)
if [ "$state" != started ]; then
  call POST "/plans/$plan/start" "$(object hash "$hash")" "$key-start"
  [ "$status" = 202 ] || refused "The start"
  deployment=$(field id)
fi
say "Started: ${SLIPWAY_URL%/}/deployments/$deployment"

until=$((SECONDS + ${SLIPWAY_DEPLOY_SECONDS:-1800}))
told=
while :; do
  call GET "/deployments/$deployment"
  [ "$status" = 200 ] || refused "The deployment"
  state=$(field state)
  now="$state: $(field progress)"
  [ "$now" = "$told" ] || say "$now"
  told=$now
  case $state in
    succeeded)
      [ "$1" != rollback ] || say "Locked: the next deployment is refused until somebody releases the lock, ${SLIPWAY_URL%/}/services/$2/env/$3"
      exit 0 ;;
    failed | rolled-back | aborted) end 5 "$(field why)" ;;
  esac
  [ "$SECONDS" -lt "$until" ] || end 6 "The deployment is $state and the time is over; it goes on by itself."
  sleep "$poll"
done
