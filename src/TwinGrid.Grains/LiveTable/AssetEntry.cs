using System.Collections.Immutable;
using TwinGrid.Model.Definitions;

namespace TwinGrid.Grains.LiveTable;

/// <summary>What the assets of one entry of a definition share; a range of a million assets has one.</summary>
internal sealed class AssetEntry(string line, AssetDefinition definition, TypeLayout type)
{
    private IReadOnlyDictionary<string, double>? parameters;

    /// <summary>Line id.</summary>
    public string Line { get; } = line;

    /// <summary>The entry.</summary>
    public AssetDefinition Definition { get; } = definition;

    /// <summary>Type of its assets.</summary>
    public TypeLayout Type { get; } = type;

    /// <summary>Parameters with the type's defaults filled in.</summary>
    public IReadOnlyDictionary<string, double> Parameters => parameters ??= Type.Definition.Parameters.ToImmutableSortedDictionary(
        one => one.Key, one => Definition.Parameters.TryGetValue(one.Key, out var value) ? value : one.Value.Default, StringComparer.Ordinal);
}
