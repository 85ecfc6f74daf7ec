using System.Collections.Immutable;
using TwinGrid.Model.Expressions;
using TwinGrid.Model.Units;

namespace TwinGrid.Model.Behaviours.Equations;

/// <summary>A table that equations look up by <c>table(x, name)</c>, linear between its points.</summary>
/// <param name="Name">Unique in the module.</param>
/// <param name="X">What it is looked up at, strictly increasing, in its unit.</param>
/// <param name="Y">What it yields, in its unit.</param>
/// <param name="Ends">What it is outside.</param>
public sealed record ModuleTable(string Name, TableColumn X, TableColumn Y, CurveEnds Ends)
{
    /// <summary>Where it stands.</summary>
    public SourcePlace Place { get; init; } = SourcePlace.None;

    /// <summary>The points in coherent SI units.</summary>
    internal Curve ToCurve() => new(X.Coherent(), Y.Coherent(), Ends);
}

/// <summary>Values of a table in a unit.</summary>
/// <param name="Unit">UCUM code.</param>
/// <param name="Values">In the unit.</param>
public sealed record TableColumn(string Unit, ImmutableArray<double> Values)
{
    /// <inheritdoc/>
    public bool Equals(TableColumn? other) => other is not null && Unit == other.Unit && Values.SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Unit, Values.Length);

    internal ImmutableArray<double> Coherent()
    {
        var unit = Units.Unit.Parse(Unit);
        return [.. Values.Select(unit.ToCoherent)];
    }
}
