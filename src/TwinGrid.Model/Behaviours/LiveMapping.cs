using System.Collections.Immutable;

namespace TwinGrid.Model.Behaviours;

/// <summary>
/// Where the value of a module's state comes from when a simulation starts live. One of <see cref="Signal"/>, <see cref="SinceChangeOf"/> and <see cref="Expression"/> is given.
/// </summary>
public sealed record LiveMapping
{
    /// <summary><c>module.state</c>, as the module's descriptor names it: <c>machine.phase</c>, <c>buffer.level</c>.</summary>
    public required string State { get; init; }

    /// <summary>Id of the signal whose value it is.</summary>
    public string? Signal { get; init; }

    /// <summary>Id of the signal since whose last change the time is taken, s: elapsed service, repair, set-up.</summary>
    public string? SinceChangeOf { get; init; }

    /// <summary>Expression over the type's signals and parameters, in <see cref="Unit"/>.</summary>
    public string? Expression { get; init; }

    /// <summary>UCUM code of the value: the signal's unit, <c>s</c> for a time since a change, or the unit given with the expression.</summary>
    public required string Unit { get; init; }

    /// <summary>What each symbol of an enumeration (or <c>false</c> and <c>true</c>) means for the state; symbols not named are unknown. Empty = the value is taken as it is.</summary>
    public ImmutableSortedDictionary<string, string> Map { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Standard deviation of the value, in <see cref="Unit"/>, 0 or more, drawn for each replication; null = what the twin's estimator says, if anything.</summary>
    public double? StandardDeviation { get; init; }

    /// <summary>What is taken when there is no usable value, named in the result; null = a simulation can't start live without a value.</summary>
    public ParameterValue? Otherwise { get; init; }

    /// <summary>Where it stands.</summary>
    public SourcePlace Place { get; init; } = SourcePlace.None;
}
