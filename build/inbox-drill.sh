#!/usr/bin/env bash
# Ten thousand signed webhooks, 32 at a time, one in twenty sent twice, while server and PostgreSQL are killed again and again.
# Takes --webhooks, --parallel, --kills, --database-kills. The PostgreSQL is one of its own, since it is killed.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

cd "$ROOT"
require_sdk
./build/tools.sh
for project in src/Crm.WebApi tests/Crm.Drills; do
  say "Building $project"
  dotnet build "$project" --nologo --verbosity quiet $BUILD_AND_LEAVE
done
exec dotnet artifacts/bin/Crm.Drills/debug/Crm.Drills.dll inbox "$@"
