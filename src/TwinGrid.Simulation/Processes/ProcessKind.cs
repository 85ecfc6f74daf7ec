using TwinGrid.Simulation.Kernel;

namespace TwinGrid.Simulation.Processes;

/// <summary>The processes of one name in one replication: they are told apart by their ordinals.</summary>
/// <param name="name">Of the method.</param>
/// <param name="owner">Identifies the replication's table without keeping it alive.</param>
internal sealed class ProcessKind(string name, object owner)
{
    private const ulong Spread = 0x9E3779B97F4A7C15;

    private readonly ulong hash = StableHash.Of(name);

    public string Name { get; } = name;

    public object Owner { get; } = owner;

    /// <summary>How many were started.</summary>
    public long Count { get; set; }

    public ulong TraceId(long ordinal) => unchecked(hash + (ulong)ordinal * Spread);
}
