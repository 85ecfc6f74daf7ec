using TwinGrid.Model.Expressions;
using TwinGrid.Model.Time;

namespace TwinGrid.Simulation.Flow.Parts;

/// <summary>An expression about parts in a replication. Allocates nothing when computed.</summary>
internal sealed class PartExpression
{
    private readonly CompiledExpression expression;
    private readonly Func<Part, SimTime, double>[] readers;
    private readonly double[] inputs;

    public PartExpression(CompiledExpression expression, FlowContext flow, SimClock clock)
    {
        this.expression = expression;
        readers = [.. expression.Inputs.Select(name => PartSymbols.Reader(name, flow, clock))];
        inputs = new double[readers.Length];
    }

    /// <summary>Its value for a part; of a condition 1 or 0.</summary>
    public double Of(Part part, SimTime now)
    {
        for (var i = 0; i < inputs.Length; i++)
        {
            inputs[i] = readers[i](part, now);
        }

        return expression.Evaluate(inputs);
    }
}
