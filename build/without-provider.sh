#!/usr/bin/env bash
# Builds the server without one provider, or without each in turn: its folder and its line are all that is known of it.
# Takes the names of folders below src/Crm.Infrastructure/Providers; without any, all that have a line.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

cd "$ROOT"
require_sdk
providers=src/Crm.Infrastructure/Providers
list=$providers/ProviderServices.cs
copy="$(mktemp -d)"
trap 'rm -rf "$copy"' EXIT

# What is shared by several has no descriptor of its own.
[ $# -gt 0 ] || set -- $(for folder in "$providers"/*/; do
  name="$(basename "$folder")"
  [ ! -f "$folder/${name}Provider.cs" ] || echo "$name"
done)

failed=0
for name in "$@"; do
  [ -d "$providers/$name" ] || fail "There is no $providers/$name."
  rm -rf "$copy/src"
  cp -rp --parents Directory.* global.json .editorconfig build docs src "$copy"
  rm -r "${copy:?}/$providers/$name"
  sed -i "/Providers\.$name;/d; /\.Add$name(/d" "$copy/$list"
  say "Building without $name"
  (cd "$copy" && dotnet build src/Crm.WebApi --nologo --verbosity quiet $BUILD_AND_LEAVE) || failed=$((failed + 1))
done
say "$(($# - failed)) built, $failed failed"
[ "$failed" -eq 0 ]
