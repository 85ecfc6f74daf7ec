using System.Collections.Immutable;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Randomness;
using TwinGrid.Simulation.Statistics.Laws;

namespace TwinGrid.Simulation.LiveStart;

/// <summary>Where one component is, as far as the cut tells, and how well that is known.</summary>
/// <param name="path">Of the component.</param>
internal sealed class LiveComponent(string path)
{
    private const string PhaseState = "phase";
    private const string ElapsedState = "elapsed";
    private const string LevelState = "level";

    private readonly SortedDictionary<string, LiveReading> readings = new(StringComparer.Ordinal);

    /// <summary>Of the component.</summary>
    public string Path { get; } = path;

    /// <summary>The phase; null when it was not told.</summary>
    public string? Phase => readings.TryGetValue(PhaseState, out var phase) ? phase.Text : null;

    /// <summary>Most that <c>level</c> can be in any arm; infinite when it has no bound.</summary>
    public double Capacity { get; set; } = double.PositiveInfinity;

    /// <summary>Most that <c>level</c> can be in a model; infinite when it has no bound.</summary>
    public double CapacityIn(SimulationModel model) =>
        model.Find(Path)?.Arguments is { } arguments && arguments.Has("capacity") && arguments.IsNumber("capacity") && arguments.AsNumber("capacity") is > 0 and var capacity
            ? capacity
            : double.PositiveInfinity;

    /// <summary>Whether it holds a level of parts; that of a tank is none.</summary>
    public bool HasLevel => readings.TryGetValue(LevelState, out var level) && level.IsCount;

    /// <summary>The level, parts.</summary>
    public double Level
    {
        get => readings[LevelState].Value;
        set => readings[LevelState] = readings[LevelState] with { Value = value };
    }

    /// <summary>How well the level is known, parts; 0 = as it is.</summary>
    public double LevelDeviation => readings[LevelState].StandardDeviation;

    /// <summary>Whether a state was told.</summary>
    public bool Has(string state) => readings.ContainsKey(state);

    /// <summary>Number of a state; NaN when it was not told.</summary>
    public double Number(string state) => readings.TryGetValue(state, out var reading) ? reading.Value : double.NaN;

    /// <summary>Takes a state.</summary>
    public void Set(in LiveReading reading) => readings[reading.Name] = reading;

    /// <summary>How far the level of one replication is from <see cref="Level"/>, parts, before the asset's parts are balanced.</summary>
    public double DrawDeviation(StreamSource chance) => Deviation(readings[LevelState], chance);

    /// <summary>The component's state in one replication.</summary>
    /// <param name="chance">Chance of the draw; null = what is known is taken as it is.</param>
    /// <param name="level">Parts that it holds, whole; of no meaning where it holds none.</param>
    public ComponentState Draw(StreamSource? chance, double level)
    {
        var values = ImmutableSortedDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        foreach (var (name, reading) in readings)
        {
            if (reading.Text is null)
            {
                values[name] = name == LevelState && reading.IsCount ? level : Draw(reading, chance);
            }
        }

        var elapsed = values.TryGetValue(ElapsedState, out var seconds) ? Math.Max(0, seconds) : 0;
        values.Remove(ElapsedState);
        return new ComponentState(Phase, elapsed, values.ToImmutable());
    }

    private double Draw(in LiveReading reading, StreamSource? chance)
    {
        var value = reading.Value + (chance is null ? 0 : Deviation(reading, chance));
        return reading.IsCount ? Math.Max(0, Math.Round(value, MidpointRounding.ToEven)) : value;
    }

    // By inversion: one number a draw, whatever it gives.
    private double Deviation(in LiveReading reading, StreamSource chance) =>
        reading.StandardDeviation > 0 ? reading.StandardDeviation * NormalLaw.Quantile(chance.Stream(Path, $"live.{reading.Name}").NextDouble()) : 0;
}
