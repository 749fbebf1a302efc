#!/usr/bin/env bash
# 1,000 posts spread over one minute, whose first calls begin within 5 s of their time (p99), and 1,000 of the same second; then 10,000 while
# two workers are killed twenty times and one answer in ten is lost: none twice, none in a wrong state.
# Takes --posts, --tenants, --kills, --latency (ms), --lost-every, --rush; CRM_TEST_DATABASE_URL names a PostgreSQL to use instead of our own.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

cd "$ROOT"
require_sdk
[ -n "${CRM_TEST_DATABASE_URL:-}" ] || ./build/tools.sh
for project in src/Crm.WebApi tests/Crm.ProviderSimulator tests/Crm.Drills; do
  say "Building $project"
  dotnet build "$project" -c Release --nologo --verbosity quiet $BUILD_AND_LEAVE
done
exec dotnet artifacts/bin/Crm.Drills/release/Crm.Drills.dll posts "$@"
