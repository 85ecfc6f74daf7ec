using System.Globalization;
using TwinGrid.Model.Time;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Experiments.Replications;

/// <summary>Ends a replication that makes events without getting on, and says whose events they are.</summary>
/// <param name="simulator">The replication's simulator.</param>
/// <param name="horizon">Where it is to get.</param>
/// <param name="maxEvents">The budget.</param>
internal sealed class EventStorm(Simulator simulator, SimTime horizon, long maxEvents)
{
    /// <summary>Events at one instant that nothing but a circle without time makes.</summary>
    private const long MostAtOnce = 10_000_000;
    private const int Looked = 1_000;
    private const int Named = 3;

    private SimTime last = new(-1);
    private long since;

    /// <summary>Events until the budget is used up.</summary>
    public long EventsLeft => maxEvents - simulator.EventCount;

    /// <summary>To be called now and then.</summary>
    /// <exception cref="ModelException">The budget is used up, or time stands still.</exception>
    public void Check()
    {
        if (simulator.Now != last)
        {
            (last, since) = (simulator.Now, simulator.EventCount);
        }

        var atOnce = simulator.EventCount - since;
        if (atOnce < MostAtOnce && EventsLeft > 0)
        {
            return;
        }

        var (now, count) = (simulator.NowSeconds, simulator.EventCount);
        var whose = Whose();
        var why = atOnce >= MostAtOnce
            ? string.Create(CultureInfo.InvariantCulture, $"{atOnce} events have happened at one instant without time passing")
            : string.Create(CultureInfo.InvariantCulture, $"the model goes on without getting on, or budget.events ({maxEvents}) is too small");
        throw new ModelException(string.Create(
            CultureInfo.InvariantCulture,
            $"after {count} events a replication is at {now} s of {simulator.Clock.Seconds(horizon)} s: {why}; most are of {whose}. Look there for times of 0, or far too short ones."));
    }

    /// <summary>Who gets the next events: they tell where the storm is.</summary>
    private string Whose()
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < Looked && simulator.NextTarget is { } target; i++)
        {
            var name = (target as IModelPart)?.Path ?? "interventions";
            counts[name] = counts.GetValueOrDefault(name) + 1;
            if (simulator.RunUntil(horizon, 1))
            {
                break;
            }
        }

        return counts.Count == 0
            ? "what happened before"
            : string.Join(", ", counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Take(Named).Select(c => c.Key));
    }
}
