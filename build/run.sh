#!/usr/bin/env bash
# Starts the provider simulator and the server in demo mode and says how to use them. Ctrl-C stops everything.
# Settings are read from the environment; API_BASE_URL moves the server, CRM_DATA_DIR its data.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

export CRM_DEMO="${CRM_DEMO:-1}"
export CRM_DATA_DIR="${CRM_DATA_DIR:-$ROOT/.data}"
export CRM_POSTGRES_BIN="${CRM_POSTGRES_BIN:-$ROOT/.tools/postgres/bin}"
export API_BASE_URL="${API_BASE_URL:-http://localhost:8000}"
export DOTNET_ENVIRONMENT="${DOTNET_ENVIRONMENT:-Production}"
simulator_port=8090
run="$ROOT/artifacts/run"
server="" simulator="" watcher=""

cleanup() {
  trap '' INT TERM HUP
  [ -z "$server$simulator" ] || say "Stopping"
  [ -z "$watcher" ] || kill -KILL "$watcher" 2>/dev/null || true
  [ -z "$server" ] || stop_group "$server" 40
  [ -z "$simulator" ] || stop_group "$simulator" 10
  rm -f "$run/hold" "$run/pids"
}

# What an earlier run left, because it was killed itself, is going down by then: it is given time to.
wait_for_earlier_run() {
  [ -f "$run/pids" ] || return 0
  local pid waited=0
  for pid in $(cat "$run/pids"); do
    while [ "$waited" -lt 400 ] && ! [ -e "$run/hold.alive" ] && kill -0 -- "-$pid" 2>/dev/null; do
      sleep 0.1
      waited=$((waited + 1))
    done
  done
}

require_free_port() {
  port_is_free "$1" || fail "Port $1 is already in use: stop what uses it$2."
}

build() {
  local stamp="$ROOT/artifacts/run/built"
  if [ -e "$stamp" ] && [ -z "$(find "$ROOT/src" "$ROOT/tests/Crm.ProviderSimulator" "$ROOT"/*.json "$ROOT"/*.props \
    -name node_modules -prune -o -newer "$stamp" -print 2>/dev/null | head -n 1)" ]; then
    return 0
  fi
  touch "$stamp.new"
  step "$run/build.log" "Building the simulator" dotnet build tests/Crm.ProviderSimulator -c Release --nologo -tl:off $BUILD_AND_LEAVE
  step "$run/build.log" "Building the server" dotnet build src/Crm.WebApi -c Release --nologo -tl:off $BUILD_AND_LEAVE
  mv "$stamp.new" "$stamp"
}
