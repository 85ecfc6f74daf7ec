using System.Collections.Immutable;

namespace TwinGrid.Model.Definitions;

/// <summary>
/// A figure of a line or plant by an expression over aggregates of its assets: <c>sum(motor.power)</c>, <c>mean(...)</c>, <c>min</c>, <c>max</c>,
/// <c>count</c> over type.signal, and the built-in <c>availability, performance, quality, oee, throughput, wip, energy</c>.
/// </summary>
/// <param name="Id">KPI id, unique in its line or plant.</param>
/// <param name="Unit">UCUM code of the result.</param>
/// <param name="Expression">See above.</param>
public sealed record KpiDefinition(string Id, string Unit, string Expression);

/// <summary>A flow of material or energy between two assets.</summary>
/// <param name="From">Asset id.</param>
/// <param name="To">Asset id.</param>
/// <param name="Kind">material or energy.</param>
public sealed record FlowDefinition(string From, string To, string Kind)
{
    /// <summary>In a simulation: for ports of the receiving asset the port of the giving asset that each is connected to; empty = the ports by which the kind of flow leaves and enters.</summary>
    public ImmutableSortedDictionary<string, string> Ports { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}

/// <summary>What a plant may send. 0 = no bound.</summary>
/// <param name="SamplesPerSecond">Samples a second, over all streams.</param>
/// <param name="BytesPerSecond">Bytes a second, over all streams.</param>
/// <param name="Streams">Ingest streams open at a time.</param>
/// <param name="Series">Series declared at a time, over all streams.</param>
public sealed record QuotaDefinition(long SamplesPerSecond = 0, long BytesPerSecond = 0, int Streams = 64, int Series = 0);
