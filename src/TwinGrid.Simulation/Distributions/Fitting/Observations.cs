using System.Collections.Immutable;
using System.Globalization;

namespace TwinGrid.Simulation.Distributions.Fitting;

/// <summary>
/// Independent observations of one quantity: values that were seen, and values of which is only known that they are greater than something, such as the ages of machines
/// that still run (right-censored). Censoring must not depend on how much is left.
/// </summary>
public sealed class Observations
{
    /// <param name="values">Seen values, finite, in any order.</param>
    /// <param name="greaterThan">Lower limits of those that were not seen to their end, finite.</param>
    /// <exception cref="ArgumentException">One is not finite, or there are none at all.</exception>
    public Observations(IEnumerable<double> values, IEnumerable<double>? greaterThan = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        Values = [.. values.Order()];
        Censored = [.. (greaterThan ?? []).Order()];
        if (Count == 0)
        {
            throw new ArgumentException("There are no observations; at least one is needed.", nameof(values));
        }

        foreach (var value in Values.Concat(Censored))
        {
            if (!double.IsFinite(value))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"An observation is {value}; finite numbers are needed."), nameof(values));
            }
        }
    }

    /// <summary>Values seen, ascending.</summary>
    public ImmutableArray<double> Values { get; }

    /// <summary>Lower limits of values not seen, ascending.</summary>
    public ImmutableArray<double> Censored { get; }

    /// <summary>How many observations there are, censored ones included.</summary>
    public int Count => Values.Length + Censored.Length;

    /// <summary>The least of all numbers.</summary>
    internal double Least => Math.Min(Values.Length > 0 ? Values[0] : double.PositiveInfinity, Censored.Length > 0 ? Censored[0] : double.PositiveInfinity);

    /// <summary>Whether at least two different values were seen: less says nothing about spread.</summary>
    internal bool HasSpread => Values.Length > 0 && Values[^1] > Values[0];

    /// <summary>The same of a function of the values that grows.</summary>
    internal Observations Select(Func<double, double> growing) => new(Values.Select(growing), Censored.Select(growing));
}
