namespace TwinGrid.Grains.Scenarios;

/// <summary>What a silo tells who drives a run: what it has done, and how much more it could do.</summary>
/// <param name="Silo">Which silo.</param>
/// <param name="Host">Its <see cref="SiloHost"/>.</param>
/// <param name="Results">Replications that it has finished (<see cref="ReplicationCodec"/>); empty = none.</param>
/// <param name="Wanted">Replications that it could take now; 0 or more.</param>
/// <param name="Failure">Why it can't take part any more; null while it can.</param>
/// <param name="IsReplicationFailure">It is a replication that failed there, as it may anywhere; otherwise the silo could not begin.</param>
[GenerateSerializer]
[Immutable]
[Alias("twingrid.WorkReport")]
internal sealed record WorkReport(
    [property: Id(0)] string Silo, [property: Id(1)] string Host, [property: Id(2)] byte[] Results, [property: Id(3)] int Wanted, [property: Id(4)] string? Failure,
    [property: Id(5)] bool IsReplicationFailure = false);

/// <summary>What a silo is told.</summary>
/// <param name="IsOver">The run is over, or this silo takes no part: nothing more is wanted of it.</param>
/// <param name="Tasks">Replications to run: arm, replication and draw, one after the other.</param>
[GenerateSerializer]
[Immutable]
[Alias("twingrid.WorkAnswer")]
internal sealed record WorkAnswer([property: Id(0)] bool IsOver, [property: Id(1)] int[] Tasks);
