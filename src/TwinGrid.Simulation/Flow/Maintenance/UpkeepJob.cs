using TwinGrid.Model.Time;
using TwinGrid.Simulation.Distributions;
using TwinGrid.Simulation.Flow.Crews;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Randomness;

namespace TwinGrid.Simulation.Flow.Maintenance;

/// <summary>A repair or service of a unit that comes again and again: gets spare parts, then a crew, then takes its time. Its owner gets an event when it is done.</summary>
internal sealed class UpkeepJob : IClaimant
{
    private readonly Simulator simulator;
    private readonly IEventTarget owner;
    private readonly int doneKind;
    private readonly int unit;
    private readonly Distribution duration;
    private readonly IndexedDraws draws;
    private readonly UpkeepNeeds needs;
    private readonly ResourceClaim spares;
    private readonly ResourceClaim crew;
    private long ordinal;

    /// <param name="simulator">The replication's simulator.</param>
    /// <param name="owner">Gets the event.</param>
    /// <param name="path">The owner's path.</param>
    /// <param name="task">What is done, for the crew.</param>
    /// <param name="doneKind">Kind of the owner's event; its argument is the unit.</param>
    /// <param name="unit">Number of the unit within its component.</param>
    /// <param name="duration">Time that the work takes, s.</param>
    /// <param name="needs">Crew and spare parts.</param>
    public UpkeepJob(Simulator simulator, IEventTarget owner, string path, string task, int doneKind, int unit, Distribution duration, UpkeepNeeds needs)
    {
        this.simulator = simulator;
        this.owner = owner;
        this.doneKind = doneKind;
        this.unit = unit;
        this.duration = duration;
        this.needs = needs;
        draws = simulator.Streams.Indexed(path, task);
        spares = new ResourceClaim(this, path, task) { Amount = needs.SpareCount, Priority = needs.Priority };
        crew = new ResourceClaim(this, path, task) { Amount = needs.Workers, Priority = needs.Priority };
    }

    /// <summary>Wants to begin now.</summary>
    public void Begin() => Begin(double.NaN);

    /// <summary>Has been going on for a while, with its crew.</summary>
    /// <param name="elapsed">s; only what is left of the work is done.</param>
    public void BeginElapsed(double elapsed) => Begin(elapsed);

    /// <summary>The owner got the event.</summary>
    public void Finish() => needs.Crew?.Release(crew);

    /// <inheritdoc/>
    public void OnGranted(ResourceClaim claim)
    {
        if (claim == spares && needs.Crew is { } pool)
        {
            pool.Request(crew);
        }
        else
        {
            simulator.Schedule(simulator.Clock.Duration(crew.WorkSeconds * (needs.Crew is null ? 1 : crew.Pace)), owner, doneKind, unit);
        }
    }

    private void Begin(double elapsed)
    {
        var uniform = draws.Draw(ordinal++, unit);
        crew.WorkSeconds = Math.Max(0, double.IsNaN(elapsed) ? duration.Quantile(uniform) : duration.Residual(elapsed, uniform));
        if (needs.Spares is { } stock && double.IsNaN(elapsed))
        {
            stock.Request(spares);
        }
        else if (needs.Crew is { } pool)
        {
            pool.Request(crew);
        }
        else
        {
            OnGranted(crew);
        }
    }
}

/// <summary>Who and what a repair or service needs.</summary>
/// <param name="Crew">Who does it; null = it takes its time by itself.</param>
/// <param name="Workers">How many of them.</param>
/// <param name="Spares">Where spare parts come from; null = none are needed.</param>
/// <param name="SpareCount">How many.</param>
/// <param name="Priority">Lower goes first.</param>
internal sealed record UpkeepNeeds(IResourcePool? Crew, int Workers, IResourcePool? Spares, int SpareCount, double Priority)
{
    /// <summary>Nothing.</summary>
    public static readonly UpkeepNeeds None = new(null, 1, null, 1, 0);
}
