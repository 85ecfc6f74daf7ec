using System.Collections.Immutable;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Randomness;
using TwinGrid.Simulation.Statistics.Laws;

namespace TwinGrid.Simulation.LiveStart;

/// <summary>Where one component is, as far as the cut tells, and how well that is known.</summary>
/// <param name="path">Of the component.</param>
internal sealed class LiveComponent(string path)
{
    private const string PhaseState = "phase";
    private const string ElapsedState = "elapsed";

    private readonly SortedDictionary<string, LiveReading> readings = new(StringComparer.Ordinal);

    /// <summary>Of the component.</summary>
    public string Path { get; } = path;

    /// <summary>The phase; null when it was not told.</summary>
    public string? Phase => readings.TryGetValue(PhaseState, out var phase) ? phase.Text : null;

    /// <summary>Most that <c>level</c> can be; infinite when it has no bound.</summary>
    public double Capacity { get; set; } = double.PositiveInfinity;

    /// <summary>Whether a state was told.</summary>
    public bool Has(string state) => readings.ContainsKey(state);

    /// <summary>Number of a state; NaN when it was not told.</summary>
    public double Number(string state) => readings.TryGetValue(state, out var reading) ? reading.Value : double.NaN;

    /// <summary>Takes a state.</summary>
    public void Set(in LiveReading reading) => readings[reading.Name] = reading;

    /// <summary>Replaces the number of a state that was told.</summary>
    public void Replace(string state, double value) => readings[state] = readings[state] with { Value = value };

    /// <summary>The component's state in one replication.</summary>
    /// <param name="chance">Chance of the draw; null = what is known is taken as it is.</param>
    public ComponentState Draw(StreamSource? chance)
    {
        var values = ImmutableSortedDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        foreach (var (name, reading) in readings)
        {
            if (reading.Text is null)
            {
                values[name] = Draw(reading, chance);
            }
        }

        var elapsed = values.TryGetValue(ElapsedState, out var seconds) ? Math.Max(0, seconds) : 0;
        values.Remove(ElapsedState);
        return new ComponentState(Phase, elapsed, values.ToImmutable());
    }

    private double Draw(in LiveReading reading, StreamSource? chance)
    {
        var value = reading.Value;
        if (chance is not null && reading.StandardDeviation > 0)
        {
            // By inversion: one number a draw, whatever it gives.
            value += reading.StandardDeviation * NormalLaw.Quantile(chance.Stream(Path, $"live.{reading.Name}").NextDouble());
        }

        return reading.IsCount ? Math.Clamp(Math.Round(value, MidpointRounding.ToEven), 0, reading.Name == "level" ? Capacity : double.PositiveInfinity) : value;
    }
}
