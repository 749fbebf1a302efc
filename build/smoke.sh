#!/usr/bin/env bash
# The main job in short against a running demo server: sign-in, connected accounts, a lead from an ad form, one effect.
# API_BASE_URL names the server, CRM_SIMULATOR_URL its simulator; ends with one line: N checks passed, N failed.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

api="${API_BASE_URL:-http://localhost:8000}"
api="${api%/}"
simulator="${CRM_SIMULATOR_URL:-http://localhost:8090}"
simulator="${simulator%/}"
advertiser=7163948356417552385
passed=0 failed=0
status="" body=""

# ask METHOD URL [curl arguments]: sets status and body.
ask() {
  local method="$1" url="$2" answer
  shift 2
  answer="$(curl -sS --max-time 30 -X "$method" "$url" -w '\n%{http_code}' "$@" 2>&1)" || answer="$answer"$'\n000'
  status="${answer##*$'\n'}"
  body="${answer%$'\n'*}"
}

# send URL JSON [curl arguments]
send() {
  local url="$1" json="$2"
  shift 2
  ask POST "$url" -H 'Content-Type: application/json' --data-binary "$json" "$@"
}

as_owner() {
  ask GET "$api$1" -H "Authorization: Bearer $token"
}

# The first text member of that name in the body; our own answers only, so no JSON reader is needed.
member() {
  { grep -o "\"$1\" *: *\"[^\"]*\"" <<<"$body" || true; } | head -n 1 | sed 's/.*: *"\(.*\)"$/\1/'
}

count() {
  { grep -o -F -- "$1" <<<"$body" || true; } | wc -l | tr -d ' '
}

# check WHAT EXPECTED ACTUAL
check() {
  if [ "$2" = "$3" ]; then
    passed=$((passed + 1))
    printf 'ok      %s\n' "$1"
  else
    failed=$((failed + 1))
    printf 'FAILED  %s: expected "%s", was "%s"\n' "$1" "$2" "$3"
  fi
}

# check_has WHAT TEXT: the body holds it.
check_has() {
  local found=no
  ! grep -q -F -- "$2" <<<"$body" || found=yes
  check "$1" yes "$found"
}

finish() {
  printf '%s checks passed, %s failed\n' "$passed" "$failed"
  [ "$failed" -eq 0 ]
  exit
}

command -v curl >/dev/null 2>&1 || fail "curl is missing: install it and start again."
[ "$(curl -s -o /dev/null --max-time 10 -w '%{http_code}' "$api/health/ready" || true)" = 200 ] ||
  fail "No server is ready at $api: start one with ./build/run.sh, or set API_BASE_URL."
[ "$(curl -s -o /dev/null --max-time 10 -w '%{http_code}' "$simulator/health/live" || true)" = 200 ] ||
  fail "No provider simulator answers at $simulator: start the server with ./build/run.sh, or set CRM_SIMULATOR_URL."

ask GET "$api/api/v1/leads"
check "without a token nothing is shown" 401 "$status"
send "$api/api/v1/auth/login" '{"email":"demo@crm.example","password":"yanlis-Parola-2026"}'
check "a wrong password is refused" 400 "$status"
send "$api/api/v1/auth/login" '{"email":"demo@crm.example","password":"demo-Parola-2026"}'
check "the demo owner signs in" 200 "$status"
token="$(member accessToken)" refresh="$(member refreshToken)"
[ -n "$token" ] || finish

send "$api/api/v1/auth/refresh" "{\"refreshToken\":\"$refresh\"}"
check "the sign-in is refreshed" 200 "$status"
token="$(member accessToken)" successor="$(member refreshToken)"
check "the refresh token is another one" yes "$([ -n "$successor" ] && [ "$successor" != "$refresh" ] && echo yes || echo no)"
send "$api/api/v1/auth/refresh" "{\"refreshToken\":\"$refresh\"}"
check "the one just spent gives the same successor" "${successor:-a token}" "$(member refreshToken)"
as_owner /api/v1/auth/me
check_has "the new access token is the owner's" '"demo@crm.example"'

as_owner "/api/integrations/accounts/?platform=tiktok"
check "the TikTok account is connected" connected "$(member status)"
account="$(member id)"
as_owner "/api/integrations/accounts/$account/tiktok-profile/"
check "its profile is shown" 200 "$status"
as_owner "/api/integrations/accounts/$account/tiktok-videos/"
check "its videos are shown" 200 "$status"
as_owner "/api/integrations/accounts/?platform=tiktok_leads"
check "the advertiser is connected" connected "$(member status)"
webhook="$(member webhookUrl)"

# An answer nobody has given before, so that this run finds its own lead.
stamp="$(date +%s)$RANDOM"
email="smoke-$stamp@example.com"
form="{\"advertiserId\":\"$advertiser\",\"target\":\"$webhook\",\"answers\":[{\"field\":\"name\",\"value\":\"Ayşe Işık\"},{\"field\":\"email\",\"value\":\"$email\"},{\"field\":\"Bütçeniz nedir?\",\"value\":\"$stamp TL\"}]"
send "$simulator/sim/tiktok-leadgen/leads" "$form}"
check "a lead form is submitted in TikTok" 200 "$status"
entry="$(member entryId)"

for _ in $(seq 100); do
  as_owner "/api/v1/leads?limit=1"
  [ "$(member email)" != "$email" ] || break
  sleep 0.2
done
check "it is the newest lead" "$email" "$(member email)"
lead="$(member id)"
as_owner "/api/v1/leads/$lead"
check_has "its entry id is exact" "\"externalId\":\"$entry\""
check_has "every answer is kept" "{\"question\":\"Bütçeniz nedir?\",\"value\":\"$stamp TL\"}"
grep -o '"answers":\[[^]]*\]' <<<"$body" | sed 's/^/        /' || true

send "$simulator/sim/tiktok-leadgen/leads" "$form,\"entryId\":\"$entry\",\"times\":2}"
check "the same entry is delivered twice more" 200 "$status"
send "$simulator/sim/tiktok-leadgen/leads" "${form//smoke-/after-}}"
for _ in $(seq 100); do
  as_owner "/api/v1/leads?limit=1"
  [ "$(member email)" != "after-$stamp@example.com" ] || break
  sleep 0.2
done
check "one sent after them has arrived" "after-$stamp@example.com" "$(member email)"
as_owner "/api/v1/leads?q=smoke-$stamp"
check "there is still one such lead" 1 "$(count "\"$email\"")"
as_owner "/api/v1/leads/$lead"
check "with one submission" 1 "$(count '"externalId"')"

# as_partner METHOD PATH [curl arguments]: with the API token.
as_partner() {
  local method="$1" path="$2"
  shift 2
  ask "$method" "$api$path" -H "Authorization: Bearer $partner" "$@"
}

send "$api/api/v1/api-tokens" '{"name":"smoke","permissions":["read"],"venueIds":["IST-1"]}' -H "Authorization: Bearer $token"
check "a read-only API token for one venue is made" 201 "$status"
partner="$(member token)" partner_id="$(member id)"
as_partner GET "/api/v1/hotspot-users?venueId=IST-1"
check "it reads the venue's guests" 200 "$status"
as_partner GET "/api/v1/hotspot-users?venueId=RUH-1"
check "another venue is closed to it" 403 "$status"
as_partner POST /api/v1/hotspot-users -H 'Content-Type: application/json' -d '{"venueId":"IST-1","fullName":"x"}'
check "and writing is" 403 "$status"
as_partner GET /api/v1/members
check "and so are the members" 403 "$status"
ask DELETE "$api/api/v1/api-tokens/$partner_id" -H "Authorization: Bearer $token"
check "it is revoked" 204 "$status"
sleep 1
as_partner GET "/api/v1/hotspot-users?venueId=IST-1"
check "and refused a second later" 401 "$status"

once="{\"fullName\":\"Once $stamp\",\"onDuplicate\":\"create\"}"
send "$api/api/v1/leads" "$once" -H "Authorization: Bearer $token" -H "Idempotency-Key: smoke-$stamp"
check "a lead is created under an Idempotency-Key" 201 "$status"
lead="$(member id)"
send "$api/api/v1/leads" "$once" -H "Authorization: Bearer $token" -H "Idempotency-Key: smoke-$stamp"
check "sent again, it is the same lead" "$lead" "$(member id)"
as_owner /api/v1/profil/guncel-bakiye
check_has "the balance is told" '"balance":"'
as_owner "/api/v1/audit-events?action=api_token.created&limit=1"
check_has "the audit trail knows of the token" "$partner_id"

# The simulator forgets with its process what the server remembers: the keys are told to both, each time.
keys='{"apiKey":"x_api_key_demo","apiSecret":"x_api_secret_demo","accessToken":"2244994945-smoke","accessSecret":"smoke_token_secret"}'
ask PUT "$simulator/sim/x/apps/x_api_key_demo" -H 'Content-Type: application/json' \
  --data-binary '{"accessToken":"2244994945-smoke","accessTokenSecret":"smoke_token_secret"}'
as_owner "/api/integrations/accounts/?platform=x"
x="$(member id)"
if [ -n "$x" ]; then
  ask PUT "$api/api/integrations/accounts/$x/credentials/" -H 'Content-Type: application/json' --data-binary "$keys" \
    -H "Authorization: Bearer $token"
else
  send "$api/api/integrations/accounts/" "{\"platform\":\"x\",\"name\":\"X\",\"credentials\":$keys}" -H "Authorization: Bearer $token"
  x="$(member id)"
fi
send "$api/api/v1/posts" "{\"accountIds\":[\"$x\"],\"text\":\"Günaydın $stamp ☕\"}" -H "Authorization: Bearer $token"
check "a post to X is taken" 202 "$status"
post="$(member id)"
for _ in 1 2 3 4 5 6 7 8 9 10; do
  as_owner "/api/v1/posts/$post"
  [ "$(member status)" != published ] || break
  sleep 1
done
check "and published" published "$(member status)"
check_has "with its address at X" '"url":"https://x.com/'
send "$api/api/v1/posts/validate" "{\"accountIds\":[\"$x\"],\"text\":\"₺ ve …\"}" -H "Authorization: Bearer $token"
check_has "lengths are counted as X counts them" '"length":8'

as_owner "/api/integrations/accounts/$account/logs/"
check_has "the integration log tells of the connection" '"action"'
send "$api/api/v1/auth/logout" "{\"refreshToken\":\"$successor\"}"
check "signing out" 204 "$status"
finish
