using System.Collections.Immutable;

namespace TwinGrid.Model.Behaviours;

/// <summary>What a document gives a module's parameter, as written: the module's descriptor says what it must be. Immutable, with value equality.</summary>
public abstract record ParameterValue
{
    /// <summary>Where it stands, for messages; not part of its value.</summary>
    public SourcePlace Place { get; init; } = SourcePlace.None;
}

/// <summary>A number, in the descriptor's unit unless a unit is given (<c>30 s</c>, <c>5 'kW'</c>).</summary>
/// <param name="Value">In <paramref name="Unit"/>, or in the descriptor's unit.</param>
/// <param name="Unit">UCUM code; null = the descriptor's unit. Durations such as <c>8h</c> are read as seconds with the unit <c>s</c>.</param>
public sealed record NumberValue(double Value, string? Unit = null) : ParameterValue;

/// <summary>A text: a choice, a name, a path of another component, or an expression over the document's parameters where a number is expected.</summary>
/// <param name="Text">As written.</param>
public sealed record TextValue(string Text) : ParameterValue;

/// <summary>true or false.</summary>
/// <param name="Value">Which.</param>
public sealed record BooleanValue(bool Value) : ParameterValue;

/// <summary>A list.</summary>
/// <param name="Items">In order.</param>
public sealed record ListValue(ImmutableArray<ParameterValue> Items) : ParameterValue
{
    /// <inheritdoc/>
    public bool Equals(ListValue? other) => other is not null && Items.SequenceEqual(other.Items);

    /// <inheritdoc/>
    public override int GetHashCode() => Items.Aggregate(17, (hash, item) => unchecked(hash * 31 + item.GetHashCode()));
}

/// <summary>A mapping: a distribution (<c>{exponential: {mean: 90s}}</c>), a shift, a recipe.</summary>
/// <param name="Entries">In the order of the document; keys are unique.</param>
public sealed record MapValue(ImmutableArray<KeyValuePair<string, ParameterValue>> Entries) : ParameterValue
{
    /// <summary>The value of a key; null when absent.</summary>
    public ParameterValue? this[string key] => Entries.FirstOrDefault(e => e.Key == key).Value;

    /// <inheritdoc/>
    public bool Equals(MapValue? other) => other is not null && Entries.SequenceEqual(other.Entries);

    /// <inheritdoc/>
    public override int GetHashCode() => Entries.Aggregate(19, (hash, entry) => unchecked(hash * 31 + entry.GetHashCode()));
}
