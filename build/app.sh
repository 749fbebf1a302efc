#!/usr/bin/env bash
# Builds the single-page app into src/Crm.Spa/dist, from where the server's build takes it; does nothing when nothing changed.
# --check also holds it against the formatter, the linter, the types and its own tests.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

app="$ROOT/src/Crm.Spa"
logs="$ROOT/artifacts/app"
stamp="$logs/built"

fetch() {
  local fetched="$app/node_modules/.fetched.json"
  cmp -s "$app/package-lock.json" "$fetched" && return
  step "$logs/fetch.log" "Fetching the app's packages" npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
  attempt cp "$app/package-lock.json" "$fetched"
}

is_built() {
  [ -e "$stamp" ] && [ -e dist/index.html ] &&
    [ -z "$(find . \( -name node_modules -o -name dist -o -name .vite -o -path ./src/api/schema.ts \) -prune -o -newer "$stamp" -type f -print | head -n 1)" ]
}

require_node
attempt mkdir -p "$logs"
cd "$app"
fetch
if [ "${1:-}" = --check ]; then
  step "$logs/check.log" "Checking the app" npm run --silent check
fi
is_built && exit
attempt touch "$stamp.new"
step "$logs/build.log" "Building the app" npm run --silent build
attempt mv "$stamp.new" "$stamp"
