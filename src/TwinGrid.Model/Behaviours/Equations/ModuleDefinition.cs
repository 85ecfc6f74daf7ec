using System.Collections.Immutable;

namespace TwinGrid.Model.Behaviours.Equations;

/// <summary>
/// A behaviour module written as equations (<c>kind: Module</c>): parameters, ports, variables, and as many equations as there are unknowns. As written;
/// <see cref="CheckedModule"/> has the equations checked.
/// </summary>
public sealed record ModuleDefinition
{
    /// <summary>Name, unique among modules.</summary>
    public required string Name { get; init; }

    /// <summary>Major version, from 1.</summary>
    public int Version { get; init; } = 1;

    /// <summary>What it is, in a sentence.</summary>
    public string Summary { get; init; } = "";

    /// <summary>Where the equations come from: literature or standard.</summary>
    public string Source { get; init; } = "";

    /// <summary>Parameters, in the order of the document.</summary>
    public ImmutableArray<ModuleParameter> Parameters { get; init; } = [];

    /// <summary>Ports, in the order of the document.</summary>
    public ImmutableArray<ModulePort> Ports { get; init; } = [];

    /// <summary>Inner variables, in the order of the document.</summary>
    public ImmutableArray<ModuleVariable> Variables { get; init; } = [];

    /// <summary>Tables, in the order of the document.</summary>
    public ImmutableArray<ModuleTable> Tables { get; init; } = [];

    /// <summary>Equations, <c>der(x) = ...</c>, <c>y = ...</c> or <c>left = right</c>, in the order of the document.</summary>
    public ImmutableArray<ModuleText> Equations { get; init; } = [];

    /// <summary>Events, in the order of the document.</summary>
    public ImmutableArray<ModuleEvent> Events { get; init; } = [];

    /// <summary>How a surrogate is made of the equations where a scenario wants one.</summary>
    public SurrogateSettings Surrogate { get; init; } = SurrogateSettings.None;

    /// <summary>SHA-256 of what the document says, words for people apart, 64 lower-case hex digits; "" when there was no document.</summary>
    public string Hash { get; init; } = "";

    /// <summary>Where it stands.</summary>
    public SourcePlace Place { get; init; } = SourcePlace.None;

    /// <summary>Name and version, <c>tank@1</c>.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Name}@{Version}");
}

/// <summary>What names within equations may be: words, so that they need no backticks.</summary>
public static class ModuleWord
{
    /// <summary>Longest, in characters.</summary>
    public const int MaxLength = 64;

    /// <summary>The rule in words, for messages.</summary>
    public const string Rule = "1 to 64 letters, digits and _, starting with a letter, and none of the language's own words";

    /// <summary>Simulated time in s, which equations may refer to.</summary>
    public const string Time = "time";

    /// <summary>Whether a text may name a parameter, port, variable or table.</summary>
    public static bool IsValid(string text) =>
        text is { Length: > 0 and <= MaxLength } && char.IsAsciiLetter(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') &&
        text is not (Time or "and" or "or" or "not" or "true" or "false");
}
