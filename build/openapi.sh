#!/usr/bin/env bash
# Writes the server's OpenAPI document to src/Crm.Spa/openapi.json, from which the app's client is generated.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

cd "$ROOT"
require_sdk
[ -n "${CRM_TEST_DATABASE_URL:-}" ] || ./build/tools.sh
dotnet build tests/Crm.WebApi.Tests --nologo --verbosity quiet $BUILD_AND_LEAVE
CRM_UPDATE_OPENAPI=1 exec dotnet test artifacts/bin/Crm.WebApi.Tests/debug/Crm.WebApi.Tests.dll --nologo --filter FullyQualifiedName~AppDocument
