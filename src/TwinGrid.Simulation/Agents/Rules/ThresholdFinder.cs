using System.Collections.Immutable;
using TwinGrid.Model.Expressions;

namespace TwinGrid.Simulation.Agents.Rules;

/// <summary>Finds the levels of signals at which the comparisons of a condition change: where both sides together are linear in one signal.</summary>
/// <param name="signals">Index of the signal of each input.</param>
internal sealed class ThresholdFinder(ImmutableArray<int> signals) : IExpressionTranslator<ThresholdFinder.Form>
{
    private static readonly Form Nothing = new(0, 0, []);

    private readonly List<Threshold> thresholds = [];
    private readonly SortedSet<int> jumpsOnly = [];
    private readonly SortedSet<int> exact = [];

    /// <summary>The expression with what was found.</summary>
    public static RuleExpression Complete(RuleExpression expression)
    {
        var finder = new ThresholdFinder(expression.Signals);
        expression.Compiled.Translate(finder);
        return expression with { Thresholds = [.. finder.thresholds.Distinct()], JumpsOnly = [.. finder.jumpsOnly], Exact = [.. finder.exact] };
    }

    /// <inheritdoc/>
    public Form Constant(double value) => new(0, value, []);

    /// <inheritdoc/>
    public Form Input(int index) => new(1, 0, [signals[index]]);

    /// <inheritdoc/>
    public Form Unary(Operation operation, Form operand) => operation switch
    {
        Operation.Negate => operand with { Slope = -operand.Slope, Offset = -operand.Offset },
        _ => Other(operand),
    };

    /// <inheritdoc/>
    public Form Binary(Operation operation, Form left, Form right)
    {
        switch (operation)
        {
            case Operation.Add or Operation.Subtract:
                var sign = operation == Operation.Add ? 1 : -1;
                return IsOneSignal(left, right) ? new(left.Slope + (sign * right.Slope), left.Offset + (sign * right.Offset), left.Or(right)) : Other(left, right);
            case Operation.Multiply when left.IsConstant || right.IsConstant:
                var (factor, other) = left.IsConstant ? (left.Offset, right) : (right.Offset, left);
                return other with { Slope = other.Slope * factor, Offset = other.Offset * factor };
            case Operation.Divide when right.IsConstant:
                return left with { Slope = left.Slope / right.Offset, Offset = left.Offset / right.Offset };
            case Operation.Equal or Operation.NotEqual:
                // What moves continuously equals a number for no time: only jumps matter.
                exact.UnionWith(left.Or(right));
                return Nothing;
            case Operation.Less or Operation.LessOrEqual or Operation.Greater or Operation.GreaterOrEqual:
                Compare(Binary(Operation.Subtract, left, right));
                return Nothing;
            case Operation.And or Operation.Or:
                return Nothing;
            default:
                return Other(left, right);
        }
    }

    /// <inheritdoc/>
    public Form Condition(Form condition, Form then, Form otherwise) => Other(then, otherwise);

    /// <inheritdoc/>
    public Form Lookup(Curve curve, Form operand) => Other(operand);

    /// <inheritdoc/>
    public Form WithoutEvents(Func<Form> part) => part();

    private void Compare(Form difference)
    {
        if (difference is { Signals: [var signal] } && double.IsFinite(difference.Slope) && difference.Slope != 0 && double.IsFinite(difference.Offset))
        {
            thresholds.Add(new Threshold(signal, -difference.Offset / difference.Slope));
        }
        else
        {
            jumpsOnly.UnionWith(difference.Signals);
        }
    }

    private static bool IsOneSignal(Form left, Form right) => left.IsLinear && right.IsLinear && left.Or(right).Length <= 1;

    // What is not linear has no slope; it still is known what is in it.
    private static Form Other(params ReadOnlySpan<Form> operands)
    {
        var all = ImmutableArray<int>.Empty;
        foreach (var operand in operands)
        {
            all = operand.Or(new Form(0, 0, all));
        }

        return new Form(double.NaN, double.NaN, all);
    }

    /// <summary>A part of an expression: slope · signal + offset, NaN where it is not so.</summary>
    /// <param name="Slope">Per unit of the signal.</param>
    /// <param name="Offset">At 0 of the signal.</param>
    /// <param name="Signals">What is in it.</param>
    internal sealed record Form(double Slope, double Offset, ImmutableArray<int> Signals)
    {
        public bool IsConstant => Signals.Length == 0 && !double.IsNaN(Offset);

        public bool IsLinear => !double.IsNaN(Slope);

        public ImmutableArray<int> Or(Form other) => [.. Signals.Union(other.Signals).Order()];
    }
}
