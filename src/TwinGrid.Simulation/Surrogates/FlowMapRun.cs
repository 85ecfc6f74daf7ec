using TwinGrid.Simulation.Continuous;
using TwinGrid.Simulation.Equations;

namespace TwinGrid.Simulation.Surrogates;

/// <summary>A surrogate at work in one run: takes inputs from the system at the start of each step, and notes what is outside the ranges that it was made for.</summary>
internal sealed class FlowMapRun : IFlowMap
{
    private readonly FlowMap map;
    private readonly EquationSystem system;
    private readonly double[] start;
    private readonly double[] variables;
    private readonly double[] monomials;
    private readonly double[] lowest;
    private readonly double[] highest;
    private readonly long[] outside;

    /// <summary>Number of the length of the present step.</summary>
    private int step;

    public FlowMapRun(FlowMap map, EquationSystem system)
    {
        this.map = map;
        this.system = system;
        var count = map.States.Length + map.Inputs.Length;
        start = new double[map.States.Length];
        variables = new double[count];
        monomials = new double[map.Basis.Count];
        lowest = new double[count];
        highest = new double[count];
        outside = new long[count];
        Clear();
    }

    public double StepSeconds => map.StepOf(step);

    /// <summary>Steps begun.</summary>
    public long Steps { get; private set; }

    /// <summary>What was outside its range, in the order of states and inputs.</summary>
    public IEnumerable<(SurrogateVariable Variable, double Lowest, double Highest, long Steps)> Outside()
    {
        for (var i = 0; i < outside.Length; i++)
        {
            if (outside[i] > 0)
            {
                yield return (i < map.States.Length ? map.States[i] : map.Inputs[i - map.States.Length], lowest[i], highest[i], outside[i]);
            }
        }
    }

    /// <summary>Forgets what was noted.</summary>
    public void Clear()
    {
        Steps = 0;
        step = map.Shortest + 1;
        Array.Fill(variables, double.NaN);
        Array.Clear(outside);
        Array.Fill(lowest, double.PositiveInfinity);
        Array.Fill(highest, double.NegativeInfinity);
    }

    public void Begin(ReadOnlySpan<double> state)
    {
        state.CopyTo(start);
        Steps++;
        step = Math.Max(0, step - 1);
        var next = 0;
        for (var i = 0; i < map.States.Length; i++)
        {
            if (!map.States[i].IsTotal)
            {
                variables[next++] = Take(i, map.States[i], start[i]);
            }
        }

        for (var i = 0; i < map.Inputs.Length; i++)
        {
            var value = Take(map.States.Length + i, map.Inputs[i], system[map.Inputs[i].Handle]);
            if (!(Math.Abs(value - variables[next]) <= 2 * map.Jump))
            {
                step = map.Shortest;
            }

            variables[next++] = value;
        }

        map.Basis.Evaluate(variables, monomials);
    }

    public void At(int quarter, Span<double> state)
    {
        for (var i = 0; i < start.Length; i++)
        {
            state[i] = start[i] + map.Increment(step, quarter, i, monomials);
        }
    }

    private double Take(int index, SurrogateVariable variable, double value)
    {
        lowest[index] = Math.Min(lowest[index], value);
        highest[index] = Math.Max(highest[index], value);
        if (!variable.Contains(value))
        {
            outside[index]++;
        }

        return variable.Scaled(value);
    }
}
