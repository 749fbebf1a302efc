#!/usr/bin/env bash
# Checks the format, builds with warnings as errors, and runs every test against one PostgreSQL of its own.
# Ends with one line: N passed, N failed. CRM_TEST_DATABASE_URL names another PostgreSQL to test against.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

work="" database="" tests="" check=""

cleanup() {
  trap '' INT TERM HUP
  [ -z "$tests" ] || stop_group "$tests" 5
  [ -z "$check" ] || stop_group "$check" 5
  exec 9>&-
  [ -z "$database" ] || stop_group "$database" 30
  [ -z "$work" ] || rm -rf "$work"
}

start_database() {
  say "Starting PostgreSQL"
  attempt mkfifo "$work/hold"
  set -m
  dotnet "$ROOT/artifacts/bin/Crm.WebApi/debug/Crm.WebApi.dll" postgres --data-dir "$work/data" --temporary --non-durable \
    <"$work/hold" >"$work/database.url" 2>"$work/database.err" &
  database=$!
  set +m
  # The database lives while this end of the pipe is open: it ends with this script, however that ends.
  exec 9>"$work/hold"
  until [ -s "$work/database.url" ]; do
    kill -0 "$database" 2>/dev/null || fail "$(cat "$work/database.err")"
    sleep 0.1
  done
  CRM_TEST_DATABASE_URL="$(head -n 1 "$work/database.url")"
  export CRM_TEST_DATABASE_URL
}

# Beside the compiler, which for most of the time has work for one processor only.
start_checking_app() {
  say "Checking the app beside what follows"
  set -m
  bash build/app.sh --check >"$work/check.out" 2>&1 9>&- &
  check=$!
  set +m
}

await_app() {
  wait "$check" || {
    cat "$work/check.out" >&2
    exit 1
  }
  check=""
}

# run_tests NAME FILTER ASSEMBLY…
run_tests() {
  local name="$1" filter="$2"
  shift 2
  set +e
  # The profile that a compiled method is measured for pays in processes that live longer: here it takes a quarter of the time.
  TMPDIR="$work/tmp" DOTNET_TieredPGO=0 dotnet test "$@" --nologo --filter "$filter" --logger "console;verbosity=minimal" \
    --logger "trx;LogFileName=$name.trx" --results-directory "$work/results" </dev/null 9>&- \
    -- RunConfiguration.MaxCpuCount=0 2>&1 |
    grep -v -E '^(Additionally, path|No test (is available|matches)|Results File:|$)'
  exit "${PIPESTATUS[0]}"
}

# run NAME FILTER ASSEMBLY…: in a process group of their own, whose end is waited for.
run() {
  set -m
  run_tests "$@" &
  tests=$!
  set +m
  wait "$tests" || outcome=$?
  stop_group "$tests" 5
  tests=""
}

# Sums the counters of the result files; prints "passed failed".
count_results() {
  cat "$work/results/"*.trx 2>/dev/null | tr '\n' ' ' | grep -o '<Counters [^>]*>' | awk '
    function value(name) { return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : 0 }
    { passed += value("passed"); failed += value("failed") + value("error") + value("timeout") + value("aborted") }
    END { print passed + 0, failed + 0 }'
}

# What this machine lacks keeps a test from running: that is said with its reason, and never counted as passed.
say_skipped() {
  { grep -h -o -E '<Message>Not (run|compared): [^<]*' "$work/results/"*.trx 2>/dev/null || true; } |
    sed 's/<Message>//' | sort | uniq -c | while read -r count reason; do say "$reason (tests skipped: $count)"; done
}

cd "$ROOT"
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
work="$(mktemp -d "${TMPDIR:-/tmp}/crm-test.XXXXXX" 2>/dev/null)" || {
  explain_disk
  fail "The folder ${TMPDIR:-/tmp} cannot be written."
}
attempt mkdir "$work/tmp" "$work/results"

# Settings of the person at the terminal must not reach the tests.
for name in $(compgen -e CRM_ || true) INTEGRATION_ENCRYPTION_KEY API_BASE_URL FRONTEND_URL ASPNETCORE_URLS SIM_CRM_URL; do
  [ "$name" = CRM_TEST_DATABASE_URL ] || unset "$name"
done

require_sdk
require_node
bash build/tools.sh
step "$work/restore.log" "Restoring tools" dotnet tool restore
bash build/app.sh
start_checking_app
step "$work/format.log" "Checking the format" dotnet csharpier check src tests
step "$work/build.log" "Building" dotnet build Crm.sln --nologo -tl:off $BUILD_AND_LEAVE
await_app
[ -n "${CRM_TEST_DATABASE_URL:-}" ] || start_database

say "Running the tests"
# The longest first, beside which the others take their turns; browsers, which take all of a machine, after them.
browser=artifacts/bin/Crm.Browser.Tests/debug/Crm.Browser.Tests.dll
assemblies=(artifacts/bin/Crm.WebApi.Tests/debug/Crm.WebApi.Tests.dll)
for project in tests/*.Tests; do
  name="${project##*/}"
  case "$name" in
    Crm.WebApi.Tests | Crm.Browser.Tests) ;;
    *) assemblies+=("artifacts/bin/$name/debug/$name.dll") ;;
  esac
done
outcome=0
run all "Category!=Alone" "${assemblies[@]}"
run browser "Category!=Alone" "$browser"
# What is promised in seconds is measured when nothing else is under way.
run alone "Category=Alone" "${assemblies[0]}"
run alone-browser "Category=Alone" "$browser"

say_skipped
read -r passed failed <<<"$(count_results)"
if [ "$outcome" -ne 0 ] && [ "$failed" -eq 0 ]; then
  say "A test run ended before its time (dotnet test gave $outcome): counted as one failure"
  failed=1
fi
printf '%s passed, %s failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
