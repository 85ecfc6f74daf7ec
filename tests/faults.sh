#!/usr/bin/env bash
# The long fault run: kills the server 200 times (or TWINGRID_KILLS) under load and checks the contract. TWINGRID_SEED picks another run.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build tests/TwinGrid.Integration.Tests -c Release
TWINGRID_KILLS="${TWINGRID_KILLS:-200}" exec dotnet tests/TwinGrid.Integration.Tests/bin/Release/net10.0/TwinGrid.Integration.Tests.dll \
  -noLogo -noColor -showLiveOutput -class TwinGrid.Integration.Tests.Faults.KillTests
