using System.Collections.Immutable;

namespace TwinGrid.Model.Cuts;

/// <summary>Puts the cuts of a plant's partitions together.</summary>
public static class CutMerge
{
    /// <summary>One cut with the positions and assets of all. They must be of one plant, definition, instant, kind and set of lines.</summary>
    /// <param name="parts">At least one; no partition and no asset twice.</param>
    /// <exception cref="ArgumentException">They do not belong together.</exception>
    public static PlantCut Merge(IReadOnlyList<PlantCut> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentOutOfRangeException.ThrowIfZero(parts.Count, nameof(parts));
        var first = parts[0];
        foreach (var part in parts)
        {
            if (part.Plant != first.Plant || part.DefinitionHash != first.DefinitionHash || part.AtNs != first.AtNs || part.Kind != first.Kind
                || !part.Lines.SequenceEqual(first.Lines))
            {
                throw new ArgumentException($"A cut of plant '{part.Plant}' does not go with one of plant '{first.Plant}': definition, instant, kind and lines must agree.", nameof(parts));
            }
        }

        var types = new SortedDictionary<string, CutType>(StringComparer.Ordinal);
        foreach (var type in parts.SelectMany(part => part.Types))
        {
            types.TryAdd(type.Id, type);
        }

        return new PlantCut
        {
            Plant = first.Plant,
            DefinitionHash = first.DefinitionHash,
            AtNs = first.AtNs,
            Kind = first.Kind,
            Lines = first.Lines,
            Positions = [.. parts.SelectMany(part => part.Positions).OrderBy(position => position.Partition)],
            Types = [.. types.Values],
            Assets = [.. parts.SelectMany(part => part.Assets).OrderBy(asset => asset.Id, StringComparer.Ordinal).Select(asset => Under(asset, types[asset.Type.Id]))],
        };
    }

    private static CutAsset Under(CutAsset asset, CutType type) => ReferenceEquals(asset.Type, type) ? asset : new CutAsset
    {
        Id = asset.Id, Type = type, Line = asset.Line, Parameters = asset.Parameters, Signals = asset.Signals, Production = asset.Production, Alarms = asset.Alarms,
    };
}
