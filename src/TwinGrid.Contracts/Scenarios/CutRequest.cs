namespace TwinGrid.Contracts.Scenarios;

/// <summary>Which cut of a plant is wanted.</summary>
/// <param name="Lines">Line ids; empty = all.</param>
/// <param name="PastNs">Instant of history, ns since 1970 UTC; null = the live twins now.</param>
[GenerateSerializer]
[Immutable]
[Alias("twingrid.CutRequest")]
public sealed record CutRequest([property: Id(0)] IReadOnlyList<string> Lines, [property: Id(1)] long? PastNs = null);

/// <summary>One partition's part of a cut.</summary>
/// <param name="Lines">Line ids; those of other partitions are passed over. Empty = all.</param>
/// <param name="AtNs">The instant t0.</param>
/// <param name="IsPast">Out of history, as of t0; else the live twins.</param>
[GenerateSerializer]
[Immutable]
[Alias("twingrid.PartitionCutRequest")]
public sealed record PartitionCutRequest(
    [property: Id(0)] IReadOnlyList<string> Lines, [property: Id(1)] long AtNs, [property: Id(2)] bool IsPast);

/// <summary>A piece of a partition's part of a cut, packed.</summary>
/// <param name="Data">Bytes; the pieces together are the part.</param>
/// <param name="Refusal">Why there is no part; null in pieces of one.</param>
[GenerateSerializer]
[Immutable]
[Alias("twingrid.PartitionCutPiece")]
public sealed record PartitionCutPiece([property: Id(0)] byte[] Data, [property: Id(1)] string? Refusal);

/// <summary>Why there is no cut.</summary>
public enum CutRefusal : byte
{
    /// <summary>There is one.</summary>
    None = 0,

    /// <summary>No such plant.</summary>
    UnknownPlant = 1,

    /// <summary>The plant has no such line.</summary>
    UnknownLine = 2,

    /// <summary>A partition does not serve now; it may soon.</summary>
    Unavailable = 3,

    /// <summary>It would be larger than a cut may be.</summary>
    TooLarge = 4,

    /// <summary>The instant lies ahead.</summary>
    NotPast = 5,
}

/// <summary>A cut that was taken and stored, or why there is none.</summary>
[GenerateSerializer]
[Immutable]
[Alias("twingrid.CutAnswer")]
public sealed record CutAnswer
{
    /// <summary>SHA-256 of the cut, its name in its plant; empty when there is none.</summary>
    [Id(0)]
    public string Hash { get; init; } = "";

    /// <summary>The instant t0, ns since 1970 UTC.</summary>
    [Id(1)]
    public long AtNs { get; init; }

    /// <summary>Assets in it.</summary>
    [Id(2)]
    public int Assets { get; init; }

    /// <summary>Why there is none.</summary>
    [Id(3)]
    public CutRefusal Refusal { get; init; }

    /// <summary>The same for people.</summary>
    [Id(4)]
    public string Message { get; init; } = "";
}
