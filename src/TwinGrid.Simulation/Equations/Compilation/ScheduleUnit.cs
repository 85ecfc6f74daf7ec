namespace TwinGrid.Simulation.Equations.Compilation;

/// <summary>The smallest part of a schedule: an assignment, or a linear loop as a whole.</summary>
/// <param name="Assignment">The assignment; null for a loop.</param>
/// <param name="Loop">Number of the loop; -1 for an assignment.</param>
/// <param name="Determined">Slots that it fills.</param>
/// <param name="Needed">Slots that it reads.</param>
/// <param name="IsHeld">What it reads changes at events only.</param>
internal sealed record ScheduleUnit(Assignment? Assignment, int Loop, IReadOnlyList<int> Determined, IReadOnlyList<int> Needed, bool IsHeld)
{
    /// <summary>The units in order as stages: neighbouring assignments become one code.</summary>
    public static Stage[] ToStages(IEnumerable<ScheduleUnit> units, TermCodeCache cache)
    {
        var stages = new List<Stage>();
        var open = new List<Assignment>();
        foreach (var unit in units)
        {
            if (unit.Assignment is not null)
            {
                open.Add(unit.Assignment);
                continue;
            }

            Close();
            stages.Add(new Stage(null, unit.Loop));
        }

        Close();
        return [.. stages];

        void Close()
        {
            if (open.Count > 0)
            {
                var run = open.ToList();
                stages.Add(new Stage(new Lazy<Code>(() => new Code(run, cache)), -1));
                open.Clear();
            }
        }
    }

    /// <summary>Those of the units that are needed to fill some slots, in order.</summary>
    public static List<ScheduleUnit> For(IReadOnlyList<ScheduleUnit> units, IEnumerable<int> wanted)
    {
        var needed = wanted.ToHashSet();
        var chosen = new List<ScheduleUnit>();
        for (var i = units.Count - 1; i >= 0; i--)
        {
            if (units[i].Determined.Any(needed.Contains))
            {
                chosen.Add(units[i]);
                needed.UnionWith(units[i].Needed);
            }
        }

        chosen.Reverse();
        return chosen;
    }
}
