using System.Collections.Immutable;
using System.Globalization;
using System.Diagnostics.CodeAnalysis;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Units;
using TwinGrid.Simulation.Distributions;

namespace TwinGrid.Simulation.Modules;

/// <summary>A module's parameters, checked against its descriptor and in the descriptor's units. Immutable.</summary>
public sealed class ModuleArguments
{
    private readonly ImmutableSortedDictionary<string, object> values;

    internal ModuleArguments(ImmutableSortedDictionary<string, object> values) => this.values = values;

    /// <summary>Whether an optional parameter was given (or has a default).</summary>
    public bool Has(string name) => values.ContainsKey(name);

    /// <summary>Whether a parameter was given and is a number, whole or not.</summary>
    public bool IsNumber(string name) => values.GetValueOrDefault(name) is double or int;

    /// <summary>A number in the descriptor's unit, whole or not.</summary>
    public double AsNumber(string name) => values[name] is int whole ? whole : (double)values[name];

    /// <summary>A number in the descriptor's unit.</summary>
    public double Number(string name) => (double)values[name];

    /// <summary>A whole number.</summary>
    public int Integer(string name) => (int)values[name];

    /// <summary>A flag.</summary>
    public bool Flag(string name) => (bool)values[name];

    /// <summary>A text or choice.</summary>
    public string Text(string name) => (string)values[name];

    /// <summary>A text from a file.</summary>
    public FileArgument File(string name) => (FileArgument)values[name];

    /// <summary>A list of numbers in the descriptor's unit.</summary>
    public ImmutableArray<double> Numbers(string name) => (ImmutableArray<double>)values[name];

    /// <summary>A distribution in the descriptor's unit.</summary>
    public Distribution Law(string name) => (Distribution)values[name];

    /// <summary>The absolute path of a referenced component.</summary>
    public string Reference(string name) => (string)values[name];

    /// <summary>The absolute paths of referenced components.</summary>
    public ImmutableArray<string> References(string name) => (ImmutableArray<string>)values[name];

    /// <summary>The value of a parameter that <see cref="Has"/> one, for people.</summary>
    public string Written(string name) => values[name] switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        ImmutableArray<double> numbers => $"[{string.Join(", ", numbers.Select(n => n.ToString("R", CultureInfo.InvariantCulture)))}]",
        ImmutableArray<string> texts => $"[{string.Join(", ", texts)}]",
        StructureArgument structure => WrittenValue.Of(structure.Value),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        var other => other.ToString() ?? "",
    };

    /// <summary>A structure with the scope in which its expressions are computed.</summary>
    public StructureArgument Structure(string name) => (StructureArgument)values[name];
}

/// <summary>A text from a file.</summary>
/// <param name="Name">Path as written; "" when the document holds the text.</param>
/// <param name="Text">The text.</param>
public sealed record FileArgument(string Name, string Text);

/// <summary>A structure that a module reads itself.</summary>
/// <param name="Value">As written.</param>
/// <param name="Scope">Computes texts in it that stand for numbers.</param>
public sealed record StructureArgument(ParameterValue Value, IParameterScope Scope);

/// <summary>What expressions in parameters may refer to.</summary>
public interface IParameterScope
{
    /// <summary>The number that a value stands for, in a unit.</summary>
    /// <param name="value">A number with or without unit, or a text that is an expression over the assembly's parameters.</param>
    /// <param name="unit">UCUM code wanted.</param>
    /// <param name="number">The number.</param>
    /// <param name="error">Why there is none.</param>
    bool TryNumber(ParameterValue value, string unit, out double number, out string error);

    /// <summary>Names of the parameters, sorted.</summary>
    IEnumerable<string> Names { get; }

    /// <summary>A parameter that is a number, in its own unit; false when there is none of that name.</summary>
    bool TryParameter(string name, out double number, [NotNullWhen(true)] out Unit? unit);
}
