#!/usr/bin/env bash
# Seven simulated days of 10,000 two-hour tokens with strict rotation, two workers, one of them killed again and again.
# Takes --accounts, --days, --kills, --step-minutes; CRM_TEST_DATABASE_URL names a PostgreSQL to use instead of our own.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

cd "$ROOT"
require_sdk
[ -n "${CRM_TEST_DATABASE_URL:-}" ] || ./build/tools.sh
for project in src/Crm.WebApi tests/Crm.ProviderSimulator tests/Crm.Drills; do
  say "Building $project"
  dotnet build "$project" --nologo --verbosity quiet $BUILD_AND_LEAVE
done
exec dotnet artifacts/bin/Crm.Drills/debug/Crm.Drills.dll refresh "$@"
