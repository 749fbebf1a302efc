#!/usr/bin/env bash
# Starts the provider simulator and the server in demo mode and says how to use them; Ctrl-C stops everything.
# Settings are read from the environment; API_BASE_URL moves the server, ASPNETCORE_URLS says where it listens when that is
# another address, CRM_DATA_DIR moves its data.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

export CRM_DEMO="${CRM_DEMO:-1}"
export CRM_DATA_DIR="${CRM_DATA_DIR:-$ROOT/.data}"
export CRM_POSTGRES_BIN="${CRM_POSTGRES_BIN:-$ROOT/.tools/postgres/bin}"
export API_BASE_URL="${API_BASE_URL:-http://localhost:8000}"
API_BASE_URL="${API_BASE_URL%/}"
# The simulator registers the server's redirect URIs and sends its webhooks there.
export SIM_CRM_URL="${SIM_CRM_URL:-$API_BASE_URL}"
# A worker takes any port; here it is asked whether it is ready.
[ "${CRM_ROLE:-}" != worker ] || export ASPNETCORE_URLS="${ASPNETCORE_URLS:-http://127.0.0.1:8000}"
export ASPNETCORE_ENVIRONMENT="${ASPNETCORE_ENVIRONMENT:-Production}"
host="" port=""
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

# Sets host and port of the first plain address among the given ones; a name or a wildcard is also this machine's.
find_address() {
  local rest="$1;" url
  while [ -n "$rest" ] && [ -z "$host" ]; do
    url="${rest%%;*}"
    rest="${rest#*;}"
    case "$url" in http://?*) ;; *) continue ;; esac
    url="${url#http://}"
    host="${url%%/*}"
    port="${host##*:}"
    [[ "$port" =~ ^[0-9]+$ ]] || port=80
    host="${host%:"$port"}"
    [[ "$host" =~ ^[0-9.]+$|^\[.*\]$ ]] && [ "$host" != 0.0.0.0 ] && [ "$host" != '[::]' ] || host=127.0.0.1
    host="${host#[}" host="${host%]}"
  done
  [ -n "$host" ] ||
    fail "There is no plain address in $1: set ASPNETCORE_URLS to the one behind your proxy, such as http://127.0.0.1:8000."
}

command_of() {
  { tr '\0' ' ' <"/proc/$1/cmdline" || ps -p "$1" -o args=; } 2>/dev/null || true
}

# An earlier run that was killed could not stop what it started, nor could its watcher when that was killed with it. An
# id may have been given out again: only what is our program is ended.
end_killed_run() {
  local script children child
  read -r script children 2>/dev/null <"$run/pids" || return 0
  [ "$script" = "$$" ] || [[ "$(command_of "$script")" != *run.sh* ]] || return 0
  for child in $children; do
    if [[ "$(command_of "$child")" == *"$ROOT/artifacts/bin/"* ]]; then
      say "Stopping what an earlier run left"
      stop_group "$child" 40
    fi
  done
}

build() {
  bash "$ROOT/build/app.sh" || exit
  local stamp="$run/built"
  local sources=(src tests/Crm.ProviderSimulator global.json Directory.Build.props Directory.Packages.props)
  if [ -e "$stamp" ] && [ -z "$(find "${sources[@]}" -name node_modules -prune -o -newer "$stamp" -print | head -n 1)" ]; then
    return 0
  fi
  attempt touch "$stamp.new"
  local project
  for project in tests/Crm.ProviderSimulator src/Crm.WebApi; do
    step "$run/build.log" "Building ${project##*/}" dotnet build "$project" -c Release --nologo -tl:off $BUILD_AND_LEAVE
  done
  attempt mv "$stamp.new" "$stamp"
}

# start NAME: runs a built program in a process group of its own, so that Ctrl-C reaches only this script.
start() {
  attempt touch "$run/$1.log" "$run/$1.err"
  set -m
  dotnet "$ROOT/artifacts/bin/$1/release/$1.dll" </dev/null >"$run/$1.log" 2>"$run/$1.err" 9>&- &
  started=$!
  set +m
}

# await NAME PID HOST PORT PATH: until it answers 200, or fails with what it said last.
await() {
  local patience=1200
  until [ "$(http_status "$3" "$4" "$5")" = 200 ]; do
    kill -0 "$2" 2>/dev/null || refuse "$1"
    [ "$patience" -gt 0 ] || explain_disk "$run/$1.log"
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
  local script children child
  read -r _ <"$run/hold" || true
  read -r script children 2>/dev/null <"$run/pids" || return 0
  [ "$script" = "$$" ] || return 0
  for child in $children; do
    kill -TERM -- "-$child" 2>/dev/null || true
  done
}

start_watching() {
  rm -f "$run/hold" "$run/pids"
  attempt mkfifo "$run/hold"
  set -m
  watch &
  watcher=$!
  set +m
  exec 9>"$run/hold"
}

# For the watcher, and for the next run should that be killed too.
record() {
  echo "$$ $server $simulator" >"$run/pids"
}

say_how() {
  if [ "${CRM_ROLE:-}" = worker ]; then
    printf '\nThis worker answers only /health/live and /health/ready at %s\n\nCtrl-C stops it; the logs are in %s.\n' "$ASPNETCORE_URLS" "$run"
    return
  fi
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
{ mkdir -p "$run" && touch "$run/build.log"; } 2>/dev/null || {
  explain_disk
  fail "The folder $run cannot be written: give this user the rights."
}

require_sdk
require_node
find_address "${ASPNETCORE_URLS:-$API_BASE_URL}"
end_killed_run
port_is_free "$host" "$port" || {
  [ -n "${ASPNETCORE_URLS:-}" ] || fail "Port $port is already in use: stop what uses it, or set API_BASE_URL to another, such as http://localhost:8001."
  fail "Port $port is already in use: stop what uses it, or give ASPNETCORE_URLS another."
}
[ "$CRM_DEMO" != 1 ] || port_is_free 127.0.0.1 8090 || fail "Port 8090 of the provider simulator is already in use: stop what uses it."
bash build/tools.sh
build

say "Starting"
start_watching
# The simulator first: the server connects the demo's accounts while it starts.
if [ "$CRM_DEMO" = 1 ]; then
  ASPNETCORE_URLS=http://localhost:8090 start Crm.ProviderSimulator
  simulator="$started"
  attempt record
  await Crm.ProviderSimulator "$simulator" 127.0.0.1 8090 /health/live
fi
start Crm.WebApi
server="$started"
attempt record
await Crm.WebApi "$server" "$host" "$port" /health/ready
say_how

while kill -0 "$server" 2>/dev/null && { [ -z "$simulator" ] || kill -0 "$simulator" 2>/dev/null; }; do
  sleep 1 9>&- &
  wait $! || true
done
kill -0 "$server" 2>/dev/null || refuse Crm.WebApi
refuse Crm.ProviderSimulator
