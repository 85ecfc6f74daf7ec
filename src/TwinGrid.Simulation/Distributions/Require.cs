using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace TwinGrid.Simulation.Distributions;

/// <summary>Checks of the parameters of laws; each message names value and range.</summary>
internal static class Require
{
    /// <summary>A finite number.</summary>
    public static double Finite(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        double.IsFinite(value) ? value : throw Refuse(value, name, "a finite number is needed");

    /// <summary>Finite and above 0.</summary>
    public static double Positive(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        double.IsFinite(value) && value > 0 ? value : throw Refuse(value, name, "a finite number above 0 is needed");

    /// <summary>Finite and at least 0.</summary>
    public static double NotNegative(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        double.IsFinite(value) && value >= 0 ? value : throw Refuse(value, name, "a finite number of at least 0 is needed");

    /// <summary>Finite and above another.</summary>
    public static double Above(double value, double limit, [CallerArgumentExpression(nameof(value))] string name = "") =>
        double.IsFinite(value) && value > limit ? value : throw Refuse(value, name, string.Create(CultureInfo.InvariantCulture, $"a finite number above {limit} is needed"));

    /// <summary>Within limits, both included.</summary>
    public static double Between(double value, double min, double max, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= min && value <= max ? value : throw Refuse(value, name, string.Create(CultureInfo.InvariantCulture, $"from {min} to {max} is allowed"));

    /// <summary>Weights as probabilities, divided by their sum.</summary>
    /// <exception cref="ArgumentException">Not <paramref name="count"/> of them, one is negative, or all are 0.</exception>
    public static double[] Weights(int count, ImmutableArray<double> weights)
    {
        if (count == 0 || weights.Length != count)
        {
            throw new ArgumentException($"weights has {weights.Length} numbers for {count} values; at least one value is needed, and a weight for each.", nameof(weights));
        }

        foreach (var weight in weights)
        {
            NotNegative(weight, nameof(weights));
        }

        var sum = Positive(weights.Sum(), "sum of weights");
        return [.. weights.Select(weight => weight / sum)];
    }

    private static ArgumentOutOfRangeException Refuse(double value, string name, string rule) =>
        new(name, value, string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; {rule}."));
}
