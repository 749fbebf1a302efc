#!/usr/bin/env bash
# Makes the numbering plans that phone numbers are read by, from npm's libphonenumber-js; run it to take a newer version.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

require_node

version="${1:-1.13.16}"
target="$ROOT/src/Crm.Infrastructure/Leads/Phones"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

say "Fetching libphonenumber-js $version"
(cd "$work" && npm pack --silent "libphonenumber-js@$version" >/dev/null && tar xzf ./*.tgz)

say "Writing $target/plans.json"
VERSION="$version" node - "$work/package" "$target" <<'JS'
const fs = require('node:fs');
const [from, to] = process.argv.slice(2);
const metadata = JSON.parse(fs.readFileSync(`${from}/metadata.max.json`, 'utf8'));
if (metadata.version !== 4) throw new Error(`Metadata version ${metadata.version} is laid out otherwise.`);

// The places of version 4: calling code, international prefix, pattern, lengths, formats, national prefix, …
const plan = (country, p) => ({
  country, callingCode: p[0], internationalPrefix: p[1] || null, pattern: p[2], lengths: p[3],
  nationalPrefix: p[7] || p[5] || null, transform: p[8] || null,
});
const plans = Object.entries(metadata.country_calling_codes).flatMap(([, countries]) => countries)
  .filter((country) => country !== '001').map((country) => plan(country, metadata.countries[country]));
const others = Object.values(metadata.nonGeographic).map((p) => plan('001', p));
const lines = [...plans, ...others].map((p) => JSON.stringify(p)).join(',\n');
fs.writeFileSync(`${to}/plans.json`, `{"source":"libphonenumber-js ${process.env.VERSION}","plans":[\n${lines}\n]}\n`);
const google = 'The numbering plans are Google\'s libphonenumber metadata (Apache License 2.0), by way of libphonenumber-js:';
const licences = ['LICENSE', 'LICENSE.Apache'].map((file) => fs.readFileSync(`${from}/${file}`, 'utf8').trimEnd());
fs.writeFileSync(`${to}/plans.LICENSE.txt`, [google, ...licences].join('\n\n') + '\n');
JS
