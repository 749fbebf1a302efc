# Shared by the scripts in this folder; sourced, not run.

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
# In bytes, hexadecimal: docs/operations/settings.md says why.
export DOTNET_GCgen0size="${DOTNET_GCgen0size:-0x2000000}"

say() { printf '==> %s\n' "$*"; }

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

# A full disk shows up in a hundred ways; this looks for it in a log and gives the one sentence. A log that could not be
# written either says nothing, so the disks are asked as well.
explain_disk() {
  local folder left
  if grep -q -i -E 'no space left on device|ENOSPC|disk quota exceeded' "${1:-/dev/null}" 2>/dev/null; then
    disk_is_full "$ROOT"
  fi
  for folder in "$ROOT" "${CRM_DATA_DIR:-$ROOT}" "${TMPDIR:-/tmp}" "${HOME:-$ROOT}"; do
    left="$(df -Pk "$folder" 2>/dev/null | awk 'END { print $4 }')" || continue
    if [[ "$left" =~ ^[0-9]+$ ]] && [ "$left" -lt 2048 ]; then
      disk_is_full "$folder"
    fi
  done
}

disk_is_full() {
  fail "The disk that holds $1 is full: free at least 2 GB and start again."
}

# attempt COMMAND: for small things that fail only when a disk or its rights do; what they say then is put into one sentence.
attempt() {
  local complaint
  complaint="$("$@" 2>&1 >/dev/null)" && return
  case "$complaint" in
    *[Nn]"o space left"* | *[Qq]"uota exceeded"*) disk_is_full "$ROOT" ;;
  esac
  explain_disk
  fail "${complaint//$'\n'/ }"
}

require_node() {
  command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 ||
    fail "Node.js with npm is missing: install version 20 or later from nodejs.org and start again."
  local major
  major="$(node -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0)"
  [ "$major" -ge 20 ] || fail "Node.js $(node --version) is too old: install version 20 or later from nodejs.org and start again."
}

# dotnet itself reads global.json and its roll-forward rule.
require_sdk() {
  local wanted
  wanted="$(sed -n 's/.*"version": *"\([^"]*\)".*/\1/p' "$ROOT/global.json")"
  command -v dotnet >/dev/null 2>&1 ||
    fail "The .NET SDK is missing: install $wanted from dotnet.microsoft.com and start again."
  (cd "$ROOT" && dotnet --version >/dev/null 2>&1) ||
    fail "The .NET SDK $wanted of global.json is missing: install it from dotnet.microsoft.com and start again."
}

# Runs a quiet step; its output is shown only when it fails.
step() {
  local log="$1" what="$2"
  shift 2
  say "$what"
  if ! { "$@" >"$log" 2>&1 </dev/null; } 2>/dev/null; then
    explain_disk "$log"
    grep -E ': error |error:|Error' "$log" | sort -u | head -n 40 >&2 || true
    [ -s "$log" ] && tail -n 15 "$log" >&2
    fail "$what: failed."
  fi
}

# port_is_free HOST PORT
port_is_free() {
  ! (exec 3<>"/dev/tcp/$1/$2") 2>/dev/null
}

# Compiler and build servers would outlive the script that started them.
BUILD_AND_LEAVE="-nodeReuse:false -p:UseSharedCompilation=false"

# A job started under "set -m" leads a process group of its own: asks all of it to stop, and insists after some seconds.
stop_group() {
  local leader="$1" patience="$(($2 * 10))"
  kill -TERM -- "-$leader" 2>/dev/null || return 0
  while [ "$patience" -gt 0 ] && kill -0 -- "-$leader" 2>/dev/null; do
    sleep 0.1
    patience=$((patience - 1))
  done
  kill -KILL -- "-$leader" 2>/dev/null || true
  wait "$leader" 2>/dev/null || true
}

# http_status HOST PORT PATH: the status of a GET on this machine, empty when nobody answers.
http_status() {
  (
    exec 3<>"/dev/tcp/$1/$2" || exit 0
    printf 'GET %s HTTP/1.1\r\nHost: localhost:%s\r\nConnection: close\r\n\r\n' "$3" "$2" >&3
    read -r -t 10 _ status _ <&3 && printf '%s' "$status"
  ) 2>/dev/null || true
}
