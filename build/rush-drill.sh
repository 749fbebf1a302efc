#!/usr/bin/env bash
# 100,000 accounts due at once at a provider that takes 300 ms, two workers in real time, one of them killed half-way: none may end unrenewed.
# Takes --accounts, --latency (ms), --access-seconds; CRM_TEST_DATABASE_URL names a PostgreSQL to use instead of our own.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

cd "$ROOT"
require_sdk
[ -n "${CRM_TEST_DATABASE_URL:-}" ] || ./build/tools.sh
for project in src/Crm.WebApi tests/Crm.ProviderSimulator tests/Crm.Drills; do
  say "Building $project"
  dotnet build "$project" --nologo --verbosity quiet $BUILD_AND_LEAVE
done
exec dotnet artifacts/bin/Crm.Drills/debug/Crm.Drills.dll rush "$@"
