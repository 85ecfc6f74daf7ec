using System.Collections.Immutable;
using TwinGrid.Model.Time;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Monitors;

namespace TwinGrid.Simulation.Agents.Operators;

/// <summary>What is observed of a group of people.</summary>
internal sealed class OperatorFigures
{
    private readonly ExposureAccount all;
    private readonly ExposureAccount[] exposures;

    /// <param name="clock">The replication's clock.</param>
    /// <param name="people">Who they are.</param>
    /// <param name="hazards">Names of the hazards.</param>
    /// <param name="observe">Makes a monitor known.</param>
    public OperatorFigures(SimClock clock, People people, IReadOnlyList<string> hazards, Func<ComponentMonitor, ComponentMonitor> observe)
    {
        observe(new LedgerMonitor("utilisation", "1", clock, people.BusySeconds, people.PlaceSeconds));
        observe(new LedgerMonitor("fatigue", "s", clock, people.FatigueIntegral, people.PresentSeconds));
        observe(new LedgerMonitor("attendance", "s", clock, people.PresentSeconds));
        observe(new LedgerMonitor("overtime", "s", clock, people.OvertimeSeconds));
        Busy = Of(new TimeWeightedMonitor("busy", "1", clock), observe);
        Queue = Of(new TimeWeightedMonitor("queue", "1", clock), observe);
        Wait = Of(new TallyMonitor("wait", "s"), observe);
        Reaction = Of(new TallyMonitor("reaction", "s"), observe);
        Work = Of(new TallyMonitor("work", "s"), observe);
        Tasks = Of(new CounterMonitor("tasks", "1", clock), observe);
        Errors = Of(new CounterMonitor("errors", "1", clock), observe);
        all = Exposure("exposure", "entries", clock, observe);
        exposures = [.. hazards.Select(h => Exposure($"exposure-{h}", $"entries-{h}", clock, observe))];
    }

    /// <summary>What descriptors tell of them.</summary>
    public static ImmutableArray<ObservableDescriptor> Descriptors { get; } =
    [
        new("utilisation", "1", "share of the time of those who are there that they are at work or on the way to it"),
        new("fatigue", "s", "time beyond the onset that those who are there have been on shift, mean over them and over time"),
        new("attendance", "s", "time that people were there, all together"),
        new("overtime", "s", "time that people stayed beyond their shift, all together"),
        new("busy", "1", "tasks in hand, each as often as people are at it"),
        new("queue", "1", "claims that nobody has taken on yet"),
        new("wait", "s", "time from a claim until somebody takes it on"),
        new("reaction", "s", "time from then until the work begins"),
        new("work", "s", "time from the beginning of a task to its end"),
        new("tasks", "1", "tasks done"),
        new("errors", "1", "errors made"),
        new("exposure", "s", "time in any hazard, all people together; exposure-NAME of one hazard"),
        new("entries", "1", "how often people got into any hazard; entries-NAME of one hazard"),
    ];

    public TimeWeightedMonitor Busy { get; }

    public TimeWeightedMonitor Queue { get; }

    public TallyMonitor Wait { get; }

    public TallyMonitor Reaction { get; }

    public TallyMonitor Work { get; }

    public CounterMonitor Tasks { get; }

    public CounterMonitor Errors { get; }

    /// <summary>People get into hazards.</summary>
    public void Enter(SimTime now, int[] hazards, int people)
    {
        foreach (var hazard in hazards)
        {
            exposures[hazard].Enter(now, people);
        }

        if (hazards.Length > 0)
        {
            all.Enter(now, people);
        }
    }

    /// <summary>People get out of them.</summary>
    public void Leave(SimTime now, int[] hazards, int people)
    {
        foreach (var hazard in hazards)
        {
            exposures[hazard].Leave(now, people);
        }

        if (hazards.Length > 0)
        {
            all.Leave(now, people);
        }
    }

    private static ExposureAccount Exposure(string name, string entries, SimClock clock, Func<ComponentMonitor, ComponentMonitor> observe)
    {
        var account = new ExposureAccount(clock, Of(new CounterMonitor(entries, "1", clock), observe));
        observe(new LedgerMonitor(name, "s", clock, account.Seconds));
        return account;
    }

    private static T Of<T>(T monitor, Func<ComponentMonitor, ComponentMonitor> observe)
        where T : ComponentMonitor
    {
        observe(monitor);
        return monitor;
    }
}
