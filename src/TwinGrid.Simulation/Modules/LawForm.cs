using System.Collections.Immutable;
using TwinGrid.Simulation.Distributions;

namespace TwinGrid.Simulation.Modules;

/// <summary>What a parameter of a law is.</summary>
internal enum LawParameterKind
{
    /// <summary>A value of the quantity itself, in its unit.</summary>
    Value,

    /// <summary>A distance between values, such as a standard deviation: in the unit too, but 2 K where values are in Cel.</summary>
    Distance,

    /// <summary>A plain number.</summary>
    Plain,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>A list of values.</summary>
    Values,

    /// <summary>A list of plain numbers.</summary>
    Weights,

    /// <summary>Another law.</summary>
    Law,

    /// <summary>A list of laws.</summary>
    Laws,
}

/// <summary>A parameter of a law as documents write it.</summary>
/// <param name="Name">Key; "" = what stands under the law's own name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="IsOptional">Whether it may be left out.</param>
internal sealed record LawParameter(string Name, LawParameterKind Kind, bool IsOptional = false);

/// <summary>One way to give the parameters of a law.</summary>
/// <param name="Make">The law of parameters that were read.</param>
/// <param name="Parameters">In the order in which they are explained.</param>
internal sealed record LawForm(Func<LawParameters, Distribution> Make, params ImmutableArray<LawParameter> Parameters)
{
    /// <summary>The keys that must be given, for messages.</summary>
    public string Needs => string.Join(", ", Parameters.Where(p => !p.IsOptional).Select(p => p.Name));

    /// <summary>Whether it is given by these keys.</summary>
    public bool Fits(IReadOnlyCollection<string> keys) =>
        Parameters.All(p => p.IsOptional || keys.Contains(p.Name)) && keys.All(key => Parameters.Any(p => p.Name == key));
}

/// <summary>Parameters of a law as read.</summary>
/// <param name="values">By key.</param>
internal sealed class LawParameters(IReadOnlyDictionary<string, object> values)
{
    /// <summary>A number that is required.</summary>
    public double this[string name] => (double)values[name];

    /// <summary>A number that may be left out.</summary>
    public double Number(string name, double otherwise) => values.TryGetValue(name, out var value) ? (double)value : otherwise;

    /// <summary>A list of numbers; null when left out.</summary>
    public ImmutableArray<double>? Numbers(string name) => values.TryGetValue(name, out var value) ? (ImmutableArray<double>)value : null;

    /// <summary>A law.</summary>
    public Distribution Law(string name) => (Distribution)values[name];

    /// <summary>Laws.</summary>
    public ImmutableArray<Distribution> Laws(string name) => (ImmutableArray<Distribution>)values[name];
}
