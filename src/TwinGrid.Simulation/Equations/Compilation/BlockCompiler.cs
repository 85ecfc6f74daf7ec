using TwinGrid.Simulation.Equations.Flattening;
using TwinGrid.Simulation.Equations.Terms;

namespace TwinGrid.Simulation.Equations.Compilation;

/// <summary>Compiles an ordered flat system.</summary>
internal sealed class BlockCompiler
{
    private readonly FlatSystem system;
    private readonly SystemPlan plan;
    private readonly TermCodeCache cache;
    private readonly SlotLayout layout;
    private readonly List<ScheduleUnit> units = [];
    private readonly List<LoopCode> loops = [];
    private readonly List<Assignment> partials = [];
    private readonly HashSet<int> held = [];

    private BlockCompiler(FlatSystem system, SystemPlan plan, TermCodeCache cache)
    {
        (this.system, this.plan, this.cache) = (system, plan, cache);
        layout = new SlotLayout(system, plan);
        held.UnionWith(system.Variables.Where(v => v.IsHeld).Select(v => layout.SlotOf(v.Index)));
    }

    public static BlockCode Compile(FlatSystem system, SystemPlan plan, TermCodeCache cache) => new BlockCompiler(system, plan, cache).Run();

    private BlockCode Run()
    {
        foreach (var step in plan.Steps)
        {
            AddStep(step);
        }

        var relations = FindRelations(out var gateCount);
        var firstGate = layout.Reserve(gateCount);
        var gates = relations.Take(gateCount).Select((r, i) => UnitOf(new Assignment(firstGate + i, r.Difference, r.Slots))).ToList();
        var continuous = units.Where(u => !u.IsHeld).ToList();
        var rates = ScheduleUnit.For(continuous, Enumerable.Range(layout.FirstRate, layout.Dimension));
        var tangents = rates.Select(TangentOf).ToArray();
        var events = new List<BlockEvent>();
        var ranges = new List<BlockRange>();
        for (var i = 0; i < system.Instances.Count; i++)
        {
            var slots = layout.Map(system.Instances[i].Map);
            events.AddRange(system.Instances[i].Terms.Events.Select(e => new BlockEvent(i, e, slots)));
            ranges.AddRange(BlockRange.Of(i, system.Instances[i].Terms, slots));
        }

        return new BlockCode
        {
            System = system,
            Layout = layout,
            SlotCount = layout.Count,
            Held = ScheduleUnit.ToStages(units.Where(u => u.IsHeld), cache),
            Rates = ScheduleUnit.ToStages(rates, cache),
            Gates = ScheduleUnit.ToStages([.. ScheduleUnit.For(continuous, gates.SelectMany(g => g.Needed)), .. gates], cache),
            All = ScheduleUnit.ToStages([.. continuous, .. gates], cache),
            Loops = [.. loops],
            Relations = relations,
            GateCount = gateCount,
            FirstGate = firstGate,
            Events = [.. events],
            Partials = new Lazy<Code>(() => new Code(partials, cache)),
            Tangents = tangents,
            Reached = [.. Enumerable.Range(1, layout.Dimension).Select(slot => ReachedFrom(slot, rates))],
            Ranges = [.. ranges],
            IsAutonomous = !rates.Any(u => u.Needed.Contains(0)),
        };
    }

    private void AddStep(PlanStep step)
    {
        if (step.Assignment is { } single)
        {
            Add(UnitOf(AssignmentOf(single)));
        }
        else if (step.Loop!.IsLinear)
        {
            AddLoop(step.Loop);
        }
        else
        {
            foreach (var assignment in step.Loop.Assignments)
            {
                Add(UnitOf(AssignmentOf(assignment)));
            }

            for (var i = 0; i < step.Loop.Residuals.Count; i++)
            {
                Add(UnitOf(ResidualOf(step.Loop.Residuals[i], layout.ResidualOf(layout.Tears.ToList().IndexOf(step.Loop.Tears[i])))));
            }
        }
    }

    private void Add(ScheduleUnit unit)
    {
        units.Add(unit);
        if (unit.IsHeld)
        {
            held.UnionWith(unit.Determined);
        }
    }

    private void AddLoop(LoopPlan loop)
    {
        var steps = loop.Assignments.Select(AssignmentOf).ToList();
        var firstResidual = layout.Reserve(loop.Residuals.Count);
        var residuals = loop.Residuals.Select((r, i) => ResidualOf(r, firstResidual + i)).ToList();
        int[] tears = [.. loop.Tears.Select(layout.SlotOf)];
        int[] members = [.. tears, .. steps.Select(s => s.Target)];
        int[] needed = [.. steps.Concat(residuals).SelectMany(SlotsOf).Distinct().Except(members)];
        var factors = new List<Assignment>();
        LoopRows inner = Rows(steps, residuals, members.Contains, factors);
        var outer = Rows(steps, residuals, slot => !members.Contains(slot) && Moves(slot), partials);
        var isHeld = needed.All(held.Contains);
        loops.Add(new LoopCode(
            tears, Lazily(steps), Lazily(residuals), firstResidual, inner,
            new LoopRows(Sum(inner.Steps, outer.Steps), Sum(inner.Residuals, outer.Residuals)), Lazily(factors),
            factors.SelectMany(SlotsOf).All(held.Contains), members));
        Add(new ScheduleUnit(null, loops.Count - 1, members, needed, isHeld));
    }

    private LoopRows Rows(List<Assignment> steps, List<Assignment> residuals, Func<int, bool> isVariable, List<Assignment> into) => new(
        [.. steps.Select(s => TangentRow.Of(s, isVariable, layout, into))], [.. residuals.Select(r => TangentRow.Of(r, isVariable, layout, into))]);

    private static TangentRow[] Sum(TangentRow[] left, TangentRow[] right) => [.. left.Zip(right, (a, b) => a + b)];

    private static int[] ReachedFrom(int slot, List<ScheduleUnit> rates)
    {
        var slots = new HashSet<int> { slot };
        var reached = new List<int>();
        for (var i = 0; i < rates.Count; i++)
        {
            if (rates[i].Needed.Any(slots.Contains))
            {
                reached.Add(i);
                slots.UnionWith(rates[i].Determined);
            }
        }

        return [.. reached];
    }

    private (TangentRow? Row, int Loop) TangentOf(ScheduleUnit unit) =>
        unit.Assignment is { } assignment ? (TangentRow.Of(assignment, Moves, layout, partials), -1) : (null, unit.Loop);

    /// <summary>It changes with the state.</summary>
    private bool Moves(int slot) => slot != 0 && !held.Contains(slot);

    /// <summary>Comparisons of all instances, those that can change between events first.</summary>
    private BlockRelation[] FindRelations(out int gateCount)
    {
        var moving = new List<BlockRelation>();
        var still = new List<BlockRelation>();
        for (var i = 0; i < system.Instances.Count; i++)
        {
            var instance = system.Instances[i];
            var slots = layout.Map(instance.Map);
            foreach (var relation in instance.Terms.Relations)
            {
                var isHeld = relation.Difference.Variables().All(v => held.Contains(slots[v]));
                (isHeld ? still : moving).Add(new BlockRelation(
                    slots[relation.Flag], relation.Difference, slots, relation.IsInclusive, relation.Hysteresis, FlagUse.DirectionOf(relation, instance.Terms), i, relation.Text));
            }
        }

        gateCount = moving.Count;
        return [.. moving, .. still];
    }

    private Assignment AssignmentOf(PlannedAssignment planned) => new(layout.SlotOf(planned.Variable), planned.Term, layout.Map(planned.Equation.Map));

    private Assignment ResidualOf(FlatEquation equation, int target) => new(target, equation.Equation.Residual, layout.Map(equation.Map));

    private ScheduleUnit UnitOf(Assignment assignment)
    {
        int[] needed = [.. SlotsOf(assignment).Distinct()];
        return new ScheduleUnit(assignment, -1, [assignment.Target], needed, needed.All(held.Contains));
    }

    private Lazy<Code> Lazily(List<Assignment> assignments) => new(() => new Code(assignments, cache));

    private static IEnumerable<int> SlotsOf(Assignment assignment) => assignment.Term.Variables().Select(v => assignment.Slots[v]);
}
