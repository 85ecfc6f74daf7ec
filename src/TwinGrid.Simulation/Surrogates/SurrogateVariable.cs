using System.Globalization;
using TwinGrid.Model.Units;

namespace TwinGrid.Simulation.Surrogates;

/// <summary>A state, an input or a tunable parameter of a surrogate, with the range in which the surrogate was made.</summary>
/// <param name="Name">As the module calls it.</param>
/// <param name="Handle">In the model of the equations.</param>
/// <param name="Unit">Unit in which documents give it.</param>
/// <param name="Min">Lowest, SI.</param>
/// <param name="Max">Highest, SI.</param>
/// <param name="IsBinary">It is true (1) or false (0).</param>
internal sealed record SurrogateVariable(string Name, int Handle, Unit Unit, double Min, double Max, bool IsBinary)
{
    private const double Rounding = 1e-9;

    /// <summary>A state that nothing depends on, not even itself: an energy used, a volume spilled. It has no range.</summary>
    public bool IsTotal => double.IsNegativeInfinity(Min);

    /// <summary>Width of the range, SI.</summary>
    public double Width => Max - Min;

    /// <summary>-1 at the lowest, 1 at the highest.</summary>
    public double Scaled(double value) => (value - Min - (0.5 * Width)) / (0.5 * Width);

    /// <summary>The value at a share of the range, SI.</summary>
    public double At(double share) => IsBinary ? (share < 0.5 ? 0 : 1) : Min + (share * Width);

    public bool Contains(double value) => IsTotal || (value >= Min - (Rounding * Width) && value <= Max + (Rounding * Width));

    /// <summary>A value in the unit of documents.</summary>
    public string Text(double value)
    {
        var number = Unit.FromCoherent(value).ToString("G4", CultureInfo.InvariantCulture);
        return Unit.Code == "1" ? number : $"{number} {Unit}";
    }
}
