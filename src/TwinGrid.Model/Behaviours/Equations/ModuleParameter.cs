namespace TwinGrid.Model.Behaviours.Equations;

/// <summary>A constant of a module that its use may give.</summary>
/// <param name="Name">Unique in the module.</param>
/// <param name="Unit">UCUM code; "1" for a plain number or a truth value.</param>
public sealed record ModuleParameter(string Name, string Unit)
{
    /// <summary>It is true (1) or false (0).</summary>
    public bool IsBoolean { get; init; }

    /// <summary>Value unless given, in the unit; null = it has to be given.</summary>
    public double? Default { get; init; }

    /// <summary>What it may be, in the unit.</summary>
    public ParameterRange Range { get; init; } = ParameterRange.All;

    /// <summary>May change while the model runs, by an intervention; that is an event.</summary>
    public bool IsTunable { get; init; }

    /// <summary>What it is; "" = not said.</summary>
    public string Summary { get; init; } = "";

    /// <summary>Where it stands.</summary>
    public SourcePlace Place { get; init; } = SourcePlace.None;
}

/// <summary>Values allowed.</summary>
/// <param name="Min">Lowest; null = none.</param>
/// <param name="Max">Highest; null = none.</param>
/// <param name="IsMinOpen">The lowest itself is not allowed.</param>
/// <param name="IsMaxOpen">The highest itself is not allowed.</param>
public sealed record ParameterRange(double? Min, double? Max, bool IsMinOpen = false, bool IsMaxOpen = false)
{
    /// <summary>Every number.</summary>
    public static readonly ParameterRange All = new(null, null);

    /// <summary>Whether a value is allowed.</summary>
    public bool Contains(double value) =>
        (Min is not { } min || (IsMinOpen ? value > min : value >= min)) && (Max is not { } max || (IsMaxOpen ? value < max : value <= max));

    /// <summary>In words: <c>above 0 and at most 5</c>.</summary>
    public override string ToString()
    {
        var low = Min is { } min ? Definitions.Reading.Wording.Invariant($"{(IsMinOpen ? "above" : "at least")} {min}") : "";
        var high = Max is { } max ? Definitions.Reading.Wording.Invariant($"{(IsMaxOpen ? "below" : "at most")} {max}") : "";
        return low.Length > 0 && high.Length > 0 ? $"{low} and {high}" : low.Length + high.Length > 0 ? low + high : "any number";
    }
}
