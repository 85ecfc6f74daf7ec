using TwinGrid.Simulation.Equations.Terms;

namespace TwinGrid.Simulation.Equations.Compilation;

/// <summary>How a computed value changes with those that it is computed from: the sum of partial derivatives times changes.</summary>
/// <param name="Target">Slot of the value.</param>
/// <param name="Sources">Slots of what it is computed from, and of the partial derivatives.</param>
internal sealed record TangentRow(int Target, (int Source, int Partial)[] Sources)
{
    /// <summary>The change of the value.</summary>
    /// <param name="values">Values of the system, with the partial derivatives.</param>
    /// <param name="changes">Changes by slot.</param>
    public double Change(ReadOnlySpan<double> values, ReadOnlySpan<double> changes)
    {
        var sum = 0.0;
        foreach (var (source, partial) in Sources)
        {
            sum += values[partial] * changes[source];
        }

        return sum;
    }

    /// <summary>The sum of two rows of one value.</summary>
    public static TangentRow operator +(TangentRow left, TangentRow right) => new(left.Target, [.. left.Sources, .. right.Sources]);

    /// <summary>The row of an assignment; assignments of its partial derivatives are appended.</summary>
    /// <param name="assignment">What is computed.</param>
    /// <param name="isVariable">Slots that change; the others are held.</param>
    /// <param name="layout">Gives slots for the partial derivatives.</param>
    /// <param name="partials">Where their assignments go.</param>
    public static TangentRow Of(Assignment assignment, Func<int, bool> isVariable, SlotLayout layout, List<Assignment> partials)
    {
        var sources = new List<(int Source, int Partial)>();
        foreach (var slot in assignment.Term.Variables().Select(v => assignment.Slots[v]).Distinct().Where(isVariable))
        {
            var derivative = PartialDerivative.Of(assignment.Term, v => assignment.Slots[v] == slot);
            if (derivative is NumberTerm { Value: 0 })
            {
                continue;
            }

            var partial = layout.Reserve(1);
            partials.Add(new Assignment(partial, derivative, assignment.Slots));
            sources.Add((slot, partial));
        }

        return new TangentRow(assignment.Target, [.. sources]);
    }
}
