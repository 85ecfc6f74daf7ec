using System.Collections.Immutable;

namespace TwinGrid.Model.Behaviours;

/// <summary>How a surrogate is made of the equations of a module. What is null is left to TwinGrid. Immutable, with value equality.</summary>
public sealed record SurrogateSettings
{
    /// <summary>Nothing said.</summary>
    public static SurrogateSettings None { get; } = new();

    /// <summary>Length of a step of the surrogate, s, above 0.</summary>
    public double? StepSeconds { get; init; }

    /// <summary>Greatest total degree of its polynomials, 1 to 6.</summary>
    public int? Degree { get; init; }

    /// <summary>Greatest error that it may have when it is checked, as a share of a state's range, 0 to 1.</summary>
    public double? Tolerance { get; init; }

    /// <summary>Where it is made to hold, by name of state, input or tunable parameter.</summary>
    public ImmutableSortedDictionary<string, SurrogateRange> Ranges { get; init; } = ImmutableSortedDictionary.Create<string, SurrogateRange>(StringComparer.Ordinal);

    /// <summary>These settings, completed by others for what they don't say.</summary>
    public SurrogateSettings Over(SurrogateSettings others)
    {
        ArgumentNullException.ThrowIfNull(others);
        return new SurrogateSettings
        {
            StepSeconds = StepSeconds ?? others.StepSeconds,
            Degree = Degree ?? others.Degree,
            Tolerance = Tolerance ?? others.Tolerance,
            Ranges = others.Ranges.SetItems(Ranges),
        };
    }

    /// <inheritdoc/>
    public bool Equals(SurrogateSettings? other) =>
        other is not null && StepSeconds == other.StepSeconds && Degree == other.Degree && Tolerance == other.Tolerance && Ranges.SequenceEqual(other.Ranges);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(StepSeconds, Degree, Tolerance, Ranges.Count);
}

/// <summary>A range in which a surrogate is made to hold.</summary>
/// <param name="Min">Lowest, in the variable's unit unless it has one of its own.</param>
/// <param name="Max">Highest.</param>
public sealed record SurrogateRange(NumberValue Min, NumberValue Max);
