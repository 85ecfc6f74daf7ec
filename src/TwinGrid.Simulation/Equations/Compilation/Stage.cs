namespace TwinGrid.Simulation.Equations.Compilation;

/// <summary>Part of a schedule: code, or a loop to be solved.</summary>
/// <param name="Code">Assignments; null for a loop.</param>
/// <param name="Loop">Number of the loop; -1 for assignments.</param>
internal readonly record struct Stage(Lazy<Code>? Code, int Loop)
{
    public void Run(Span<double> values, LoopSolver[] loops)
    {
        if (Code is not null)
        {
            Code.Value.Run(values);
        }
        else
        {
            loops[Loop].Solve(values);
        }
    }
}
