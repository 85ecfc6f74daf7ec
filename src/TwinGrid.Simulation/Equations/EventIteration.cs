using System.Runtime.InteropServices;
using TwinGrid.Simulation.Continuous;
using TwinGrid.Simulation.Equations.Compilation;
using TwinGrid.Simulation.Equations.Terms;

namespace TwinGrid.Simulation.Equations;

/// <summary>Brings conditions, events and algebraic variables of a system in line with each other at one instant.</summary>
internal sealed class EventIteration
{
    private const int MostRounds = 100;

    private readonly EquationSystem system;
    private readonly BlockCode code;
    private readonly double[] values;
    private readonly AlgebraicSolver algebraic;
    private readonly bool[] wasTrue;
    private readonly bool[] isTrue;
    private readonly double[] assigned;
    private readonly List<int> happened = [];

    /// <summary>Value of each event function where it was found to cross; NaN for the others.</summary>
    private readonly double[] crossings;

    private int lastFlag = -1;
    private int lastEvent = -1;

    public EventIteration(EquationSystem system, BlockCode code, double[] values)
    {
        (this.system, this.code, this.values) = (system, code, values);
        algebraic = new AlgebraicSolver(system, code, values);
        wasTrue = new bool[code.Events.Length];
        isTrue = new bool[code.Events.Length];
        crossings = new double[code.GateCount];
        assigned = new double[code.Events.Sum(e => e.Event.Set.Count)];
    }

    public ReadOnlySpan<int> Happened => CollectionsMarshal.AsSpan(happened);

    /// <summary>Every condition counts as false before.</summary>
    public void Forget()
    {
        Array.Clear(wasTrue);
        foreach (var relation in code.Relations)
        {
            values[relation.Flag] = 0;
        }
    }

    /// <summary>Notes which conditions have become false; one that has only just become true may still happen.</summary>
    public void Note()
    {
        Array.Fill(crossings, double.NaN);
        Compute();
        SetFlags();
        NoteFalse();
    }

    public string? Run(double t, OdeIntegrator? integrator)
    {
        happened.Clear();
        Array.Fill(crossings, double.NaN);
        if (integrator is not null)
        {
            Cross(integrator);
        }

        for (var round = 0; round < MostRounds; round++)
        {
            if (Compute() is { } failure)
            {
                return FormattableString.Invariant($"At t = {t} s {failure}");
            }

            if (!SetFlags() && !Happen())
            {
                return null;
            }
        }

        var name = lastEvent >= 0 ? system.Model.Events[lastEvent] : $"{system.Model.PathOf(code.Relations[lastFlag].Owner)}: {code.Relations[lastFlag].Text}";
        return FormattableString.Invariant($"At t = {t} s conditions keep changing each other without end, last {name}; give one of them a hysteresis.");
    }

    /// <summary>
    /// What crossed is taken as it was located, whatever rounding says, as long as nothing moves it; just before, it was on the other side.
    /// </summary>
    private void Cross(OdeIntegrator integrator)
    {
        Compute();
        SetFlags();
        foreach (var gate in integrator.FiredEvents)
        {
            crossings[gate] = values[code.FirstGate + gate];
            values[code.Relations[gate].Flag] = FlagAt(gate, !integrator.IsAbove(gate));
        }

        NoteFalse();
        foreach (var gate in integrator.FiredEvents)
        {
            values[code.Relations[gate].Flag] = FlagAt(gate, integrator.IsAbove(gate));
        }
    }

    private double FlagAt(int gate, bool isAbove) => isAbove != code.Relations[gate].IsInclusive ? 1 : 0;

    private string? Compute()
    {
        foreach (var loop in system.Loops)
        {
            loop.Forget();
        }

        system.Run(code.Held);
        if (algebraic.Solve() is { } failure)
        {
            return failure;
        }

        system.Run(code.All);
        return algebraic.FindSingularLoop();
    }

    /// <summary>Sets flags to what their comparisons say; true when one changed.</summary>
    private bool SetFlags()
    {
        var hasChanged = false;
        for (var i = 0; i < code.Relations.Length; i++)
        {
            var relation = code.Relations[i];
            var difference = i < code.GateCount ? values[code.FirstGate + i] : TermValue.Of(relation.Difference, values, relation.Slots);
            if (i < code.GateCount && crossings[i] == difference)
            {
                continue;
            }

            var band = relation.Hysteresis is null ? 0 : TermValue.Of(relation.Hysteresis, values, relation.Slots);
            ref var flag = ref values[relation.Flag];
            var isTrueNow = relation.IsInclusive ? difference <= (flag != 0 ? band : 0) : difference > (flag != 0 ? -band : 0);
            if (isTrueNow != (flag != 0))
            {
                flag = isTrueNow ? 1 : 0;
                (lastFlag, lastEvent, hasChanged) = (i, -1, true);
            }
        }

        return hasChanged;
    }

    private void NoteFalse()
    {
        for (var i = 0; i < wasTrue.Length; i++)
        {
            wasTrue[i] &= IsTrue(code.Events[i]);
        }
    }

    /// <summary>Makes the events happen whose conditions have become true: all see the values from before. False when there are none.</summary>
    private bool Happen()
    {
        var before = happened.Count;
        var next = 0;
        for (var i = 0; i < wasTrue.Length; i++)
        {
            var one = code.Events[i];
            isTrue[i] = IsTrue(one);
            if (!isTrue[i] || wasTrue[i])
            {
                continue;
            }

            happened.Add(i);
            lastEvent = i;
            foreach (var (_, value) in one.Event.Set)
            {
                assigned[next++] = TermValue.Of(value, values, one.Slots);
            }
        }

        isTrue.CopyTo(wasTrue, 0);
        next = 0;
        foreach (var i in CollectionsMarshal.AsSpan(happened)[before..])
        {
            foreach (var (variable, _) in code.Events[i].Event.Set)
            {
                values[code.Events[i].Slots[variable]] = assigned[next++];
            }
        }

        return happened.Count > before;
    }

    private bool IsTrue(BlockEvent one) => TermValue.Of(one.Event.Condition, values, one.Slots) == 1;
}
