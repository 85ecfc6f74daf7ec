using System.Globalization;

namespace TwinGrid.Simulation.Statistics.Laws;

/// <summary>Checks of probabilities, confidence levels and samples.</summary>
internal static class Probability
{
    /// <summary>p itself if it lies in (0, 1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">p is not inside (0, 1).</exception>
    internal static double Inside(double p, string name) => p > 0 && p < 1
        ? p
        : throw new ArgumentOutOfRangeException(name, p, string.Create(CultureInfo.InvariantCulture, $"{name} = {p} must lie between 0 and 1, both excluded."));

    /// <summary>Throws unless the sample has at least <paramref name="fewest"/> values, all of them finite.</summary>
    internal static void Finite(ReadOnlySpan<double> values, int fewest, string name)
    {
        if (values.Length < fewest)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name} holds {values.Length} values; at least {fewest} are needed."), name);
        }

        for (var i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name}[{i}] = {values[i]} is not a finite number."), name);
            }
        }
    }
}
