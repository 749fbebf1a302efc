#!/usr/bin/env bash
# A command of the server that build/run.sh has built, with its settings: ./build/crm.sh audit verify [--tenant ID] [--known FILE]
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
export CRM_POSTGRES_BIN="${CRM_POSTGRES_BIN:-$ROOT/.tools/postgres/bin}"

server="$ROOT/artifacts/bin/Crm.WebApi/release/Crm.WebApi.dll"
[ -f "$server" ] || fail "The server is not built: run ./build/run.sh once."
cd "$ROOT"
exec dotnet "$server" "$@"
