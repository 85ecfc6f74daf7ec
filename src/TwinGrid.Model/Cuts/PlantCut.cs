using System.Collections.Immutable;

namespace TwinGrid.Model.Cuts;

/// <summary>What a cut was taken from.</summary>
public enum CutKind : byte
{
    /// <summary>The live twins.</summary>
    Live = 1,

    /// <summary>History, as of an instant: running statistics, alarms and totals are not held.</summary>
    Past = 2,
}

/// <summary>
/// The state of a plant's twins from which a scenario starts: of each partition what it was at one position of its log, and for all of them one
/// instant at which ages and staleness are told. It stands for itself: nothing of the live system is needed to read it.
/// </summary>
public sealed class PlantCut
{
    /// <summary>Plant id.</summary>
    public required string Plant { get; init; }

    /// <summary>Hash of the definition that it was taken under.</summary>
    public required string DefinitionHash { get; init; }

    /// <summary>What it was taken from.</summary>
    public CutKind Kind { get; init; } = CutKind.Live;

    /// <summary>The common instant t0, ns since 1970 UTC.</summary>
    public required long AtNs { get; init; }

    /// <summary>Lines that were asked for, in ordinal order; empty = all.</summary>
    public ImmutableArray<string> Lines { get; init; } = [];

    /// <summary>Positions, by partition number.</summary>
    public ImmutableArray<CutPosition> Positions { get; init; } = [];

    /// <summary>Types of the assets, by id.</summary>
    public ImmutableArray<CutType> Types { get; init; } = [];

    /// <summary>Assets in use, by id in ordinal order.</summary>
    public ImmutableArray<CutAsset> Assets { get; init; } = [];

    /// <summary>An asset; null when the cut has none of that id.</summary>
    public CutAsset? Find(string id)
    {
        var (low, high) = (0, Assets.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = string.CompareOrdinal(Assets[middle].Id, id);
            if (order == 0)
            {
                return Assets[middle];
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return null;
    }
}

/// <summary>Where a partition was.</summary>
/// <param name="Partition">Its number.</param>
/// <param name="HistoryId">History that the index belongs to.</param>
/// <param name="CommitIndex">Last commit that the cut reflects.</param>
public sealed record CutPosition(int Partition, Guid HistoryId, ulong CommitIndex);
