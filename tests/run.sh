#!/usr/bin/env bash
# Builds everything and runs every test project. Last line: "N passed, N failed".
#   tests/run.sh [NAME...]     only the test projects whose name contains one of the words
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

[ -x tests/setup.sh ] && { tests/setup.sh || { echo "setup failed"; echo "0 passed, 1 failed"; exit 1; }; }
dotnet build TwinGrid.sln -c Release -warnaserror || { echo "build failed"; echo "0 passed, 1 failed"; exit 1; }

results=artifacts/test-results
rm -rf "$results"; mkdir -p "$results"
passed=0 failed=0
for project in tests/*.Tests; do
  name=$(basename "$project")
  if [ $# -gt 0 ]; then
    wanted=0; for word in "$@"; do case $name in *"$word"*) wanted=1 ;; esac; done
    [ $wanted = 1 ] || continue
  fi
  printf '\n== %s\n' "$name"
  dotnet "$project/bin/Release/net10.0/$name.dll" -noLogo -noColor -xml "$results/$name.xml"
  code=$?
  line=$(grep -o '<assembly [^>]*' "$results/$name.xml" 2>/dev/null | head -1)
  count() { printf '%s' "$line" | sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p"; }
  p=$(count passed) f=$(count failed) e=$(count errors)
  passed=$((passed + ${p:-0}))
  failed=$((failed + ${f:-0} + ${e:-0}))
  # A runner that died before it wrote its report is a failure too.
  if [ -z "$line" ] || { [ $code -ne 0 ] && [ "${f:-0}" = 0 ] && [ "${e:-0}" = 0 ]; }; then failed=$((failed + 1)); fi
done
echo
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
