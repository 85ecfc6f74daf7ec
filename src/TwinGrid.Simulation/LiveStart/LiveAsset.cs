using System.Collections.Immutable;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Randomness;
using TwinGrid.Simulation.Statistics.Laws;

namespace TwinGrid.Simulation.LiveStart;

/// <summary>
/// Where an asset's components are, as far as the cut tells. What is uncertain of its buffers is drawn given its work in process: levels of which the sum is known can't all be off
/// in the same direction. The sum is a measurement of Gaussian levels, and a draw of levels is made one given the sum by adding the gain times what it lacks (Matheron's rule;
/// Journel and Huijbregts, Mining Geostatistics, 1978).
/// </summary>
internal sealed class LiveAsset
{
    private readonly string id;
    private readonly IReadOnlyList<LiveComponent> components;
    private readonly LiveComponent[] buffers;
    private readonly double[] gains;
    private readonly double sumDeviation;

    /// <summary>An asset whose parts were put right.</summary>
    /// <param name="id">Of the asset.</param>
    /// <param name="components">In the order of its behaviour.</param>
    /// <param name="gains">Share of what the sum lacks that each buffer gets; zeros when the sum is not known.</param>
    /// <param name="sumDeviation">How well the sum is known, parts.</param>
    public LiveAsset(string id, IReadOnlyList<LiveComponent> components, double[] gains, double sumDeviation)
    {
        this.id = id;
        this.components = components;
        this.gains = gains;
        this.sumDeviation = sumDeviation;
        buffers = [.. components.Where(component => component.HasLevel)];
    }

    /// <summary>The components that were told something.</summary>
    public IReadOnlyList<LiveComponent> Components => components;

    /// <summary>Adds the states of its components in one replication.</summary>
    /// <param name="chance">Chance of the draw; null = what is known is taken as it is.</param>
    /// <param name="states">Takes them.</param>
    /// <param name="model">The replication's model, whose buffers may hold less than those of other arms; null = any.</param>
    public void Draw(StreamSource? chance, ImmutableSortedDictionary<string, ComponentState>.Builder states, SimulationModel? model = null)
    {
        var levels = buffers.Length == 0 ? [] : WholeParts.Of(DrawLevels(chance), [.. buffers.Select(buffer => model is null ? buffer.Capacity : buffer.CapacityIn(model))]);
        var next = 0;
        foreach (var component in components)
        {
            states.Add(component.Path, component.Draw(chance, component.HasLevel ? levels[next++] : 0));
        }
    }

    private double[] DrawLevels(StreamSource? chance)
    {
        double[] levels = [.. buffers.Select(buffer => buffer.Level)];
        if (chance is null)
        {
            return levels;
        }

        double[] deviations = [.. buffers.Select(buffer => buffer.DrawDeviation(chance))];
        var lacking = -deviations.Sum();
        if (sumDeviation > 0)
        {
            lacking -= sumDeviation * NormalLaw.Quantile(chance.Stream(id, "live.workInProcess").NextDouble());
        }

        for (var i = 0; i < levels.Length; i++)
        {
            levels[i] += deviations[i] + (gains[i] * lacking);
        }

        return levels;
    }
}
