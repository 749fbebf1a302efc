#!/usr/bin/env bash
# Lighthouse on the app of a running ./build/run.sh: performance and accessibility of the sign-in and of the first screens, 95 or better.
# The middle of five runs a page after one that is not counted, ten minutes in all; CRM_PAGES=/leads,/social measures these alone.
# CRM_SERVER, CRM_EMAIL and CRM_PASSWORD name another server and person; CHROME_PATH another Chromium.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

require_node
bash "$ROOT/build/app.sh"
cd "$ROOT/src/Crm.Spa"
exec node build/lighthouse.mjs
