using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Behaviours.Reading;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Definitions.Reading;

namespace TwinGrid.Model.Scenarios.Reading;

/// <summary>Reads how a run is computed: <c>solver</c>, <c>budget</c> and <c>outputs</c>.</summary>
internal static class SolverReader
{
    public static SolverSettings ReadSolver(Section spec, DefaultLog defaults)
    {
        var section = spec.ChildOrEmpty("solver");
        var method = defaults.Or(section, "method", section.Enumeration<SolverMethod>("method"), SolverMethod.Auto, "explicit until the equations turn out stiff");
        if (method == SolverMethod.Euler)
        {
            section.Require("step", "Euler's method has a fixed step");
            section.Refuse("maxStep", "Euler's method has a fixed step");
        }
        else
        {
            section.Refuse("step", "the step is chosen by the tolerances; a fixed one goes with method: euler, and maxStep bounds it");
        }

        var settings = new SolverSettings
        {
            RelativeTolerance = defaults.Or(section, "relativeTolerance", ReadTolerance(section), 1e-6, "relative error of a step"),
            AbsoluteTolerance = defaults.Or(
                section, "absoluteTolerance", section.Difference("absoluteTolerance", null, 0, isExclusive: true), 1e-9, "absolute error of a step in each state's unit"),
            Method = method,
            StepSeconds = section.Seconds("step", mayBeZero: false),
            MaxStepSeconds = section.Seconds("maxStep", mayBeZero: false),
        };
        section.Close();
        return settings;
    }

    public static RunBudget ReadBudget(Section spec, DefaultLog defaults)
    {
        var section = spec.ChildOrEmpty("budget");
        defaults.Note(section, "wallClock", "unlimited", "no bound on the time that a run takes");
        defaults.Note(section, "replications", "unlimited", "no bound beside the plan's own");
        defaults.Note(section, "events", "1e9", "events after which a replication is given up");
        var wallClock = IsUnlimited(section, "wallClock") ? null : section.Seconds("wallClock", mayBeZero: false);
        var budget = new RunBudget
        {
            WallClock = wallClock is { } seconds ? TimeSpan.FromSeconds(Math.Min(seconds, DurationText.Max.TotalSeconds)) : null,
            Replications = IsUnlimited(section, "replications") ? null : section.Count("replications", 1, 1L << 53),
            Events = IsUnlimited(section, "events") ? null : section.Count("events", 1, 1L << 53) ?? 1_000_000_000,
        };
        section.Close();
        return budget;
    }

    public static OutputSettings ReadOutputs(Section spec, DefaultLog defaults)
    {
        var section = spec.ChildOrEmpty("outputs");
        var outputs = new OutputSettings
        {
            Gantt = defaults.Or(section, "gantt", section.Flag("gantt"), true, "phases of the components are kept, of the first replication of each arm"),
        };
        section.Close();
        return outputs;
    }

    private static double? ReadTolerance(Section section)
    {
        var tolerance = section.Quantity("relativeTolerance", Units.Unit.One);
        if (tolerance is < 1e-14 or > 0.1)
        {
            section.Error("relativeTolerance", Wording.Invariant($"a tolerance from 1e-14 to 0.1 is expected, not {tolerance}"));
        }

        return tolerance;
    }

    private static bool IsUnlimited(Section section, string key) => section.Take(key) is YamlScalar { Value: "unlimited" };
}
