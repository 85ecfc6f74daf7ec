using System.Collections.Immutable;

namespace TwinGrid.Model.Definitions;

/// <summary>A line: assets that work together. Lives whole in one partition.</summary>
public sealed record LineDefinition
{
    /// <summary>Line id, unique in the plant.</summary>
    public required string Id { get; init; }

    /// <summary>Name for people; the id when not given.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Partition that holds the line. Can't change once applied.</summary>
    public int Partition { get; init; }

    /// <summary>Assets and ranges of assets, in the order of the document.</summary>
    public ImmutableArray<AssetDefinition> Assets { get; init; } = [];

    /// <summary>KPIs of the line, by id.</summary>
    public ImmutableArray<KpiDefinition> Kpis { get; init; } = [];

    /// <summary>Rolling window of the built-in production figures.</summary>
    public TimeSpan KpiWindow { get; init; } = TimeSpan.FromHours(8);

    /// <summary>The asset whose output counts as the line's; null = the last one whose type has a good counter.</summary>
    public string? Bottleneck { get; init; }

    /// <summary>The id under which an earlier version knew the line; null when it was not renamed.</summary>
    public string? RenamedFrom { get; init; }
}

/// <summary>One asset, or a range of equal ones (<c>pump-{0000}</c>, from 1, to 500).</summary>
public sealed record AssetDefinition
{
    /// <summary>Asset id, unique in the plant; for a range the id's pattern with one <c>{0…}</c> for the number.</summary>
    public required string Id { get; init; }

    /// <summary>Type id.</summary>
    public required string Type { get; init; }

    /// <summary>Name for people; the id when null.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Asset of the same line that this one is part of (a pump's motor), or null; in a range an id, or a pattern with the same numbers.</summary>
    public string? PartOf { get; init; }

    /// <summary>Labels at first application; later changed through UpdateAsset.</summary>
    public ImmutableSortedDictionary<string, string> Labels { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Overrides of the type's parameters, in the parameter's unit.</summary>
    public ImmutableSortedDictionary<string, double> Parameters { get; init; } =
        ImmutableSortedDictionary.Create<string, double>(StringComparer.Ordinal);

    /// <summary>First number of a range; null for a single asset.</summary>
    public int? From { get; init; }

    /// <summary>Last number of a range, inclusive.</summary>
    public int? To { get; init; }

    /// <summary>The id, or in a range the pattern, under which an earlier version knew the asset; null when it was not renamed.</summary>
    public string? RenamedFrom { get; init; }

    /// <summary>How many assets this entry stands for.</summary>
    public int Count => From is { } from && To is { } to ? to - from + 1 : 1;

    /// <summary>The ids that this entry stands for, in order.</summary>
    public IEnumerable<string> EnumerateIds() => Enumerate(Id)!;

    /// <summary>What each of <see cref="EnumerateIds"/> is part of, in the same order; null = nothing.</summary>
    public IEnumerable<string?> EnumeratePartOf() => Enumerate(PartOf);

    /// <summary>The earlier id of each of <see cref="EnumerateIds"/>, in the same order; null = it was not renamed.</summary>
    public IEnumerable<string?> EnumerateRenamedFrom() => Enumerate(RenamedFrom);

    private IEnumerable<string?> Enumerate(string? pattern)
    {
        for (var (n, last) = (From ?? 0, From is null ? 0 : To ?? 0); n <= last; n++)
        {
            yield return pattern is null || From is null ? pattern : AssetPattern.Expand(pattern, n);
        }
    }
}
