using TwinGrid.Simulation.Experiments.Records;

namespace TwinGrid.Grains.Scenarios;

/// <summary>What the bits of a replication may depend on, as runs pin it: two silos whose texts are equal give equal bits.</summary>
internal static class SiloHost
{
    /// <summary>Of this process.</summary>
    public static string Current { get; } = $"{HostFingerprint.Current}, engine {typeof(HostFingerprint).Assembly.GetName().Version?.ToString(3)}";
}
