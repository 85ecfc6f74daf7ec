#!/usr/bin/env bash
# Installs what the tests need beside the .NET SDK: Node.js with the packages of the client in another language.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! command -v npm >/dev/null 2>&1; then
  run=; [ "$(id -u)" = 0 ] || run=sudo
  $run apt-get update -qq
  $run apt-get install -y -qq --no-install-recommends nodejs npm
fi
if [ ! -d tests/clients/node/node_modules/@grpc/grpc-js ]; then
  npm ci --prefix tests/clients/node --no-audit --no-fund --loglevel=error
fi
