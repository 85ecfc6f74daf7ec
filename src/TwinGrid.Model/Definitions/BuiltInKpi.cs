using System.Collections.Immutable;

namespace TwinGrid.Model.Definitions;

/// <summary>A figure that every line and plant has, over the line's rolling window (ISO 22400-2).</summary>
/// <param name="Id">Its id; KPIs of definitions can't have it.</param>
/// <param name="Unit">UCUM code.</param>
/// <param name="Meaning">In words.</param>
public sealed record BuiltInKpi(string Id, string Unit, string Meaning)
{
    /// <summary>All of them, in the order in which they are shown.</summary>
    public static readonly ImmutableArray<BuiltInKpi> All =
    [
        new("availability", "1", "running time / planned time"),
        new("performance", "1", "total count x ideal cycle / running time"),
        new("quality", "1", "good / total count"),
        new("oee", "1", "availability x performance x quality"),
        new("throughput", "/h", "good units per hour"),
        new("wip", "1", "units now in the assets"),
        new("energy", "kW.h", "energy used in the window"),
    ];

    /// <summary>Looks one up; null when there is none of that name.</summary>
    public static BuiltInKpi? Find(string id) => All.FirstOrDefault(k => k.Id == id);
}
