#!/usr/bin/env bash
# Starts the provider simulator and the server in demo mode and says how to use them; Ctrl-C stops everything.
# Settings are read from the environment; API_BASE_URL moves the server, CRM_DATA_DIR its data.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

export CRM_DEMO="${CRM_DEMO:-1}"
export CRM_DATA_DIR="${CRM_DATA_DIR:-$ROOT/.data}"
export CRM_POSTGRES_BIN="${CRM_POSTGRES_BIN:-$ROOT/.tools/postgres/bin}"
export API_BASE_URL="${API_BASE_URL:-http://localhost:8000}"
unset ASPNETCORE_URLS
export ASPNETCORE_ENVIRONMENT="${ASPNETCORE_ENVIRONMENT:-Production}"
port="$(sed -n 's/.*:\([0-9][0-9]*\)\/*$/\1/p' <<<"$API_BASE_URL")"
port="${port:-80}"
run="$ROOT/artifacts/run"
server="" simulator="" watcher=""

cleanup() {
  trap '' INT TERM HUP
  [ -z "$server$simulator" ] || say "Stopping"
  [ -z "$watcher" ] || stop_group "$watcher" 0
  [ -z "$server" ] || stop_group "$server" 40
  [ -z "$simulator" ] || stop_group "$simulator" 10
  [ -z "$watcher" ] || rm -f "$run/hold" "$run/pids"
}

# When an earlier run was killed, its watcher is stopping what it left: that takes a moment.
wait_for_killed_run() {
  local script children child patience=400
  read -r script children 2>/dev/null <"$run/pids" || return 0
  ! kill -0 "$script" 2>/dev/null || return 0
  for child in $children; do
    while [ "$patience" -gt 0 ] && kill -0 -- "-$child" 2>/dev/null; do
      sleep 0.1
      patience=$((patience - 1))
    done
  done
}

build() {
  local stamp="$run/built"
  local sources=(src tests/Crm.ProviderSimulator global.json Directory.Build.props Directory.Packages.props)
  if [ -e "$stamp" ] && [ -z "$(find "${sources[@]}" -name node_modules -prune -o -newer "$stamp" -print | head -n 1)" ]; then
    return 0
  fi
  touch "$stamp.new"
  local project
  for project in tests/Crm.ProviderSimulator src/Crm.WebApi; do
    step "$run/build.log" "Building ${project##*/}" dotnet build "$project" -c Release --nologo -tl:off $BUILD_AND_LEAVE
  done
  mv "$stamp.new" "$stamp"
}

# start NAME: runs a built program in a process group of its own, so that Ctrl-C reaches only this script.
start() {
  set -m
  dotnet "$ROOT/artifacts/bin/$1/release/$1.dll" </dev/null >"$run/$1.log" 2>"$run/$1.err" &
  started=$!
  set +m
}

# await NAME PID PORT PATH: until it answers 200, or fails with what it said last.
await() {
  local patience=1200
  until [ "$(http_status "$3" "$4")" = 200 ]; do
    kill -0 "$2" 2>/dev/null || refuse "$1"
    [ "$patience" -gt 0 ] || fail "$1 is not ready after two minutes: see $run/$1.log."
    sleep 0.1
    patience=$((patience - 1))
  done
}

refuse() {
  explain_disk "$run/$1.err"
  explain_disk "$run/$1.log"
  if [ -s "$run/$1.err" ]; then
    fail "$(head -n 1 "$run/$1.err")"
  fi
  fail "$1 ended unexpectedly: see $run/$1.log."
}

# Ends simulator and server when this script is gone without having been able to: its end of the pipe is closed then.
watch() {
  read -r _ <"$run/hold" || true
  kill -TERM -- "-$server" ${simulator:+"-$simulator"} 2>/dev/null || true
}

say_how() {
  if [ "$CRM_DEMO" != 1 ]; then
    printf '\nCrm runs at %s\n\nCtrl-C stops it; the logs are in %s.\n' "$API_BASE_URL" "$run"
    return
  fi
  cat <<TEXT

Crm runs at        $API_BASE_URL
Simulator runs at  http://localhost:8090
Sign in with       demo@crm.example   demo-Parola-2026

TOKEN=\$(curl -s $API_BASE_URL/api/v1/auth/login -H 'Content-Type: application/json' -d '{"email":"demo@crm.example","password":"demo-Parola-2026"}' | sed -n 's/.*"accessToken" *: *"\([^"]*\)".*/\1/p')
curl -s $API_BASE_URL/api/integrations/accounts/ -H "Authorization: Bearer \$TOKEN"
curl -s "$API_BASE_URL/api/v1/leads?limit=5" -H "Authorization: Bearer \$TOKEN"

Ctrl-C stops everything; the logs are in $run.
TEXT
}

cd "$ROOT"
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
{ mkdir -p "$run" && touch "$run/build.log"; } 2>/dev/null || fail "The folder $run cannot be written: give this user the rights, or free space on its disk."

require_sdk
require_node
wait_for_killed_run
port_is_free "$port" || fail "Port $port is already in use: stop what uses it, or set API_BASE_URL to another, such as http://localhost:8001."
[ "$CRM_DEMO" != 1 ] || port_is_free 8090 || fail "Port 8090 of the provider simulator is already in use: stop what uses it."
bash build/tools.sh
build

say "Starting"
if [ "$CRM_DEMO" = 1 ]; then
  start Crm.ProviderSimulator
  simulator="$started"
fi
start Crm.WebApi
server="$started"
rm -f "$run/hold"
mkfifo "$run/hold"
set -m
watch &
watcher=$!
set +m
exec 9>"$run/hold"
echo "$$ $server $simulator" >"$run/pids"

[ -z "$simulator" ] || await Crm.ProviderSimulator "$simulator" 8090 /health/live
await Crm.WebApi "$server" "$port" /health/ready
say_how

while kill -0 "$server" 2>/dev/null && { [ -z "$simulator" ] || kill -0 "$simulator" 2>/dev/null; }; do
  sleep 1 9>&- &
  wait $! || true
done
kill -0 "$server" 2>/dev/null || refuse Crm.WebApi
refuse Crm.ProviderSimulator
