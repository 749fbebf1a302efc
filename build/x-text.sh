#!/usr/bin/env bash
# Makes the patterns that X finds links, emoji and cashtags by, from npm's twitter-text; run it to take a newer version.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

require_node

version="${1:-3.1.0}"
target="$ROOT/src/Crm.Infrastructure/Providers/X"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

say "Fetching twitter-text $version"
(cd "$work" && npm install --silent --ignore-scripts --no-audit --no-fund "twitter-text@$version" >/dev/null)

say "Writing $target/x-text.json"
node - "$work/node_modules" "$target" <<'JS'
const fs = require('node:fs');
const [from, to] = process.argv.slice(2);
const load = (path) => { const loaded = require(`${from}/${path}`); return loaded.default ?? loaded; };
const pattern = (name) => load(`twitter-text/dist/regexp/${name}.js`);
const of = (name) => JSON.parse(fs.readFileSync(`${from}/${name}/package.json`, 'utf8'));

const escaped = (unit) => unit > 0x20 && unit < 0x7f && /[0-9A-Za-z]/.test(String.fromCharCode(unit))
  ? String.fromCharCode(unit) : '\\u' + unit.toString(16).padStart(4, '0').toUpperCase();

// Every unit that JavaScript would take here, written out: its idea of upper and lower case, of \s and of a class is not .NET's.
const known = new Map();
function units(piece, flags) {
  const key = piece + flags;
  if (!known.has(key)) {
    const one = new RegExp(`^(?:${piece})$`, flags.replace('g', ''));
    const taken = [];
    for (let unit = 0; unit < 0x10000; unit++) if (one.test(String.fromCharCode(unit))) taken.push(unit);
    known.set(key, taken);
  }
  return known.get(key);
}
function written(piece, flags) {
  const taken = units(piece, flags);
  if (taken.length === 1) return escaped(taken[0]);
  const ranges = [];
  for (const unit of taken) {
    const last = ranges.at(-1);
    if (last && last[1] === unit - 1) last[1] = unit; else ranges.push([unit, unit]);
  }
  const range = ([a, z]) => a === z ? escaped(a) : a + 1 === z ? escaped(a) + escaped(z) : `${escaped(a)}-${escaped(z)}`;
  return `[${ranges.map(range).join('')}]`;
}
const tokens = /\[(?:\\.|[^\]\\])*\]|\(\?[:=!]|\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\\.|\{\d+,?\d*\}|[\s\S]/g;
const translated = (source, flags) => source.match(tokens).map((token) =>
  token === '$' ? '\\z' : /^(?:\(\?.|\{.*\}|[()|?*+^])$/.test(token) ? token : written(token, flags)).join('');

// The names of the two lists as one tree, the longer before the shorter: what the alternation of fifteen hundred names finds, sooner.
const tops = ['validGTLD', 'validCCTLD'].map((name) => pattern(name).source);
const [, generic, boundary] = /^\(\?:\(\?:(.+)\)(\(\?=[^)]+\))\)$/.exec(tops[0]);
const [, country, same] = /^\(\?:\(\?:(.+)\)(\(\?=[^)]+\))\)$/.exec(tops[1]);
if (boundary !== same) throw new Error('The lists of top-level domains end otherwise.');
const names = `${generic}|${country}`.split('|');
names.forEach((name, place) => {
  if (names.slice(place + 1).some((later) => /^[^a-z]+$/.test(name) && later !== name && later.startsWith(name))) {
    throw new Error(`${name} stands before a longer name, which it would hide.`);
  }
});
const root = new Map();
for (const name of names) {
  let node = root;
  for (const letter of name) {
    const token = written(letter, 'i');
    if (!node.has(token)) node.set(token, new Map());
    node = node.get(token);
  }
  node.set('', null);
}
const branches = (node) => {
  const longer = [...node].filter(([token]) => token !== '').map(([token, next]) => token + branches(next));
  const alternatives = node.has('') ? [...longer, ''] : longer;
  return alternatives.length === 1 ? alternatives[0] : `(?:${alternatives.join('|')})`;
};
const top = branches(root) + translated(boundary, 'i');
const urls = (name) => {
  const regex = pattern(name);
  const [before, between, after, ...more] = regex.source.split(tops[0]).flatMap((part) => part.split(tops[1]));
  if (between !== '|' || more.length > 0) throw new Error(`${name} is laid out otherwise.`);
  return `${translated(before, regex.flags)}{top}${translated(after, regex.flags)}`;
};
const whole = (regex) => translated(regex.source, regex.flags);

const file = {
  source: ['twitter-text', 'twemoji-parser'].map((name) => `${name} ${of(name).version}`).join(', '),
  url: urls('extractUrl'),
  asciiDomain: urls('validAsciiDomain'),
  top,
  shortLink: whole(pattern('validTcoUrl')),
  emoji: whole(load('twemoji-parser/dist/lib/regex.js')),
  cashtag: whole(pattern('validCashtag')),
  invalid: whole(pattern('invalidChars')),
};
fs.writeFileSync(`${to}/x-text.json`, JSON.stringify(file, null, 2) + '\n');
const licences = [['twitter-text', 'LICENSE'], ['twemoji-parser', 'LICENSE.md']].map(([name, licence]) =>
  `${name} ${of(name).version} (${of(name).license ?? 'Apache-2.0'})\n\n${fs.readFileSync(`${from}/${name}/${licence}`, 'utf8').trimEnd()}`);
fs.writeFileSync(`${to}/x-text.LICENSE.txt`, 'The patterns of x-text.json are Twitter\'s:\n\n' + licences.join('\n\n') + '\n');
JS
