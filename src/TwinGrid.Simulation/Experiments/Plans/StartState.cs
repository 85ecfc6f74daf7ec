using System.Collections.Immutable;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Randomness;

namespace TwinGrid.Simulation.Experiments.Plans;

/// <summary>Where replications begin: what is known of the plant's components, and how well.</summary>
public abstract class StartState
{
    /// <summary>Every component new and idle.</summary>
    public static StartState Empty { get; } = new EmptyStart();

    /// <summary>Hash of the state's content; "" for empty.</summary>
    public abstract string Hash { get; }

    /// <summary>What a reader must know of the data behind it.</summary>
    public virtual ImmutableArray<string> Warnings => [];

    /// <summary>When that was, s since Monday 1970-01-05 00:00 UTC, so that calendars go on from there; null = at no particular time.</summary>
    public virtual double? CalendarSeconds => null;

    /// <summary>The states of components in one replication: what is not known for sure is drawn.</summary>
    /// <param name="chance">The draw's chance, shared by all arms.</param>
    /// <param name="model">The replication's model, whose buffers may hold less than those of other arms; null = any.</param>
    public abstract ImmutableSortedDictionary<string, ComponentState> Draw(StreamSource chance, SimulationModel? model = null);

    private sealed class EmptyStart : StartState
    {
        public override string Hash => "";

        public override ImmutableSortedDictionary<string, ComponentState> Draw(StreamSource chance, SimulationModel? model) => ImmutableSortedDictionary<string, ComponentState>.Empty;
    }
}
