namespace TwinGrid.Simulation.Equations.Compilation;

/// <summary>Compiled assignments that run one after the other. Immutable; runs on many threads, each with its own values.</summary>
internal sealed class Code
{
    /// <summary>
    /// Terms up to which a system gets code of its own. Beyond, the instances of a module share the code of its terms: a thousand instances then take no longer to compile
    /// than one.
    /// </summary>
    private const int LargestFused = 4_000;

    private readonly SystemCode? fused;
    private readonly (int Target, TermCode Code, int[] Slots)[] steps = [];

    public Code(IReadOnlyList<Assignment> assignments, TermCodeCache cache)
        : this(assignments, cache, assignments.Sum(a => a.Term.Size) <= LargestFused)
    {
    }

    internal Code(IReadOnlyList<Assignment> assignments, TermCodeCache cache, bool isFused)
    {
        if (assignments.Count == 0)
        {
            return;
        }

        if (isFused)
        {
            fused = TermCompiler.Compile(assignments);
        }
        else
        {
            steps = [.. assignments.Select(a => (a.Target, cache.CodeOf(a.Term), a.Slots))];
        }
    }

    public void Run(Span<double> values)
    {
        ref var first = ref values[0];
        if (fused is not null)
        {
            fused(ref first);
            return;
        }

        foreach (var (target, code, slots) in steps)
        {
            values[target] = code(ref first, ref slots[0]);
        }
    }
}

/// <summary>Code of terms: equal terms of all instances share it. Safe for use from many threads.</summary>
internal sealed class TermCodeCache
{
    private readonly Lock mutex = new();
    private readonly Dictionary<Terms.Term, TermCode> codes = [];

    public TermCode CodeOf(Terms.Term term)
    {
        lock (mutex)
        {
            if (!codes.TryGetValue(term, out var code))
            {
                code = TermCompiler.Compile(term);
                codes.Add(term, code);
            }

            return code;
        }
    }
}
