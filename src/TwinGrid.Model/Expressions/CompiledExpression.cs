using System.Collections.Immutable;
using TwinGrid.Model.Units;

namespace TwinGrid.Model.Expressions;

/// <summary>An expression that was checked and can be computed. Immutable; may be used from many threads.</summary>
public sealed class CompiledExpression
{
    private readonly Node root;

    internal CompiledExpression(Node root, ImmutableArray<string> inputs, Unit unit, bool isBoolean)
    {
        this.root = root;
        Inputs = inputs;
        Unit = unit;
        IsBoolean = isBoolean;
    }

    /// <summary>Names of the inputs, each once, in the order in which <see cref="Evaluate"/> takes their values.</summary>
    public ImmutableArray<string> Inputs { get; }

    /// <summary>Unit of the result.</summary>
    public Unit Unit { get; }

    /// <summary>The result is 0 or 1.</summary>
    public bool IsBoolean { get; }

    /// <summary>Computes the value. Allocates nothing.</summary>
    /// <param name="inputs">A value for each of <see cref="Inputs"/>, in its own unit; booleans 0 or 1; enumerations their number; NaN = not known.</param>
    /// <returns>The value in <see cref="Unit"/>; NaN when it is not known, ±infinity after a division by zero.</returns>
    /// <exception cref="ArgumentException">Fewer values than inputs.</exception>
    public double Evaluate(ReadOnlySpan<double> inputs)
    {
        if (inputs.Length < Inputs.Length)
        {
            throw new ArgumentException($"{inputs.Length} values for {Inputs.Length} inputs.", nameof(inputs));
        }

        return root.Evaluate(inputs);
    }

    /// <summary>Makes another form of the expression.</summary>
    public T Translate<T>(IExpressionTranslator<T> translator)
    {
        ArgumentNullException.ThrowIfNull(translator);
        return root.Translate(translator);
    }
}
