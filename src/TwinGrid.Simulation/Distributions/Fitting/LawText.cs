using System.Globalization;
using TwinGrid.Model.Units;

namespace TwinGrid.Simulation.Distributions.Fitting;

/// <summary>How the numbers of a law are written.</summary>
/// <param name="Unit">Unit of the data; null = plain numbers.</param>
/// <param name="Format">Of numbers.</param>
internal sealed record LawText(Unit? Unit, string Format)
{
    /// <summary>Plain numbers to the last digit.</summary>
    public static LawText Exact { get; } = new(null, "R");

    /// <summary>A number in the data's unit, with it.</summary>
    public string Value(double value)
    {
        var number = Number(value);
        return Unit is null || Unit.Code == "1" ? number
            : Unit.Code.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '/' or '%') && char.IsAsciiLetter(Unit.Code[0]) ? $"{number} {Unit.Code}"
            : $"\"{number} '{Unit.Code}'\"";
    }

    /// <summary>A distance between values: where the unit has a zero of its own (Cel) a plain number.</summary>
    public string Distance(double value) => Unit is { IsAffine: true } ? Number(value) : Value(value);

    /// <summary>A shape.</summary>
    public string Number(double value) => value.ToString(Format, CultureInfo.InvariantCulture);
}
