using System.Collections.Immutable;
using TwinGrid.Model.Behaviours;

namespace TwinGrid.Simulation.Modules;

/// <summary>What a parameter of a module must be.</summary>
/// <param name="Name">Unique in the module.</param>
/// <param name="Kind">What kind of value.</param>
/// <param name="Unit">UCUM code of numbers and of a distribution's values; "1" for the rest.</param>
/// <param name="Summary">What it means.</param>
public sealed record ParameterDescriptor(string Name, ParameterKind Kind, string Unit, string Summary)
{
    /// <summary>Value when a document gives none; null = it must be given, unless <see cref="IsOptional"/>.</summary>
    public ParameterValue? Default { get; init; }

    /// <summary>May be absent without a default.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Lowest number allowed, in the unit; null = none. Of lists and distributions it bounds every value.</summary>
    public double? Min { get; init; }

    /// <summary>Highest number allowed, in the unit; null = none.</summary>
    public double? Max { get; init; }

    /// <summary>An intervention may change it while a replication runs.</summary>
    public bool IsTunable { get; init; }

    /// <summary>Of a reference to people: the task that they are asked to do; null = it is not known beforehand.</summary>
    public string? Task { get; init; }

    /// <summary>The texts allowed, of a choice.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];
}

/// <summary>Kinds of parameters.</summary>
public enum ParameterKind : byte
{
    /// <summary>A number in the unit, or an expression over the assembly's parameters.</summary>
    Number = 1,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>true or false.</summary>
    Flag,

    /// <summary>One of the descriptor's choices.</summary>
    Choice,

    /// <summary>Any text.</summary>
    Text,

    /// <summary>The path of a file with a text, or the text itself when it has several lines.</summary>
    File,

    /// <summary>A list of numbers in the unit.</summary>
    NumberList,

    /// <summary>A distribution of values in the unit; a number is a constant.</summary>
    Distribution,

    /// <summary>The id of another component of the same assembly, or an absolute path.</summary>
    Reference,

    /// <summary>A list of ids or paths of components.</summary>
    ReferenceList,

    /// <summary>A structure that the module reads itself: a calendar, rules, a routing.</summary>
    Structure,
}
