#!/usr/bin/env bash
# Measures the server beside a hand-written minimal API on bare Npgsql: docs/operations/benchmarks.md.
# ./build/bench.sh [--quick] [--rows N] [--rounds N] [--latency MS] [W1 W1K W2 … W6 NEIGHBOUR GROWTH]: the table is printed and kept in artifacts/bench/latest.md.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

cd "$ROOT"
mkdir -p artifacts/bench

for name in $(compgen -e CRM_ || true) INTEGRATION_ENCRYPTION_KEY API_BASE_URL FRONTEND_URL; do
  [ "$name" = CRM_POSTGRES_BIN ] || unset "$name"
done

require_sdk
require_node
bash build/tools.sh
step artifacts/bench/build.log "Building" dotnet build tests/Crm.Benchmarks -c Release --nologo -tl:off $BUILD_AND_LEAVE
dotnet artifacts/bin/Crm.Benchmarks/release/Crm.Benchmarks.dll "$@" | tee artifacts/bench/latest.md
