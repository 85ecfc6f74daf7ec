namespace TwinGrid.Cli.Fitting;

/// <summary>Values to fit a law to.</summary>
/// <param name="Source">Where they come from, in words.</param>
/// <param name="Values">Seen values, in order.</param>
/// <param name="GreaterThan">Lower limits of those not seen to their end.</param>
/// <param name="Unit">UCUM code.</param>
internal sealed record RecordedValues(string Source, IReadOnlyList<double> Values, IReadOnlyList<double> GreaterThan, string Unit)
{
    /// <summary>What was left out or taken in a way that a reader should know.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Parameter of a machine that such values are for; null = not known.</summary>
    public string? Parameter { get; init; }
}
