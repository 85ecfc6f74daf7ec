using System.Runtime.InteropServices;

namespace TwinGrid.Simulation.Experiments.Records;

/// <summary>
/// What the bits of a run may depend on beside its inputs: the mathematical functions (exp, log, sin) of the platform differ in the last place from one to another. Equal
/// fingerprints promise equal bits; others may agree and often do.
/// </summary>
/// <param name="OperatingSystem">Kind of operating system: linux, windows, osx.</param>
/// <param name="Architecture">Instruction set of the process: x64, arm64.</param>
/// <param name="Runtime">Version of the runtime, such as 10.0.3.</param>
public sealed record HostFingerprint(string OperatingSystem, string Architecture, string Runtime)
{
    /// <summary>This process's.</summary>
    public static HostFingerprint Current { get; } = new(
        System.OperatingSystem.IsWindows() ? "windows" : System.OperatingSystem.IsMacOS() ? "osx" : "linux",
        RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant(),
        Environment.Version.ToString());

    /// <inheritdoc/>
    public override string ToString() => $"{OperatingSystem}-{Architecture}-{Runtime}";
}
