using System.Collections.Immutable;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Randomness;

namespace TwinGrid.Simulation.LiveStart;

/// <summary>A start from a cut: what is not known for sure is drawn anew for each replication, alike for all arms.</summary>
/// <param name="hash">Of the cut.</param>
/// <param name="assets">Where components are.</param>
/// <param name="isDrawn">Whether uncertainty is drawn; else what is known is taken as it is.</param>
/// <param name="calendarSeconds">When the cut was taken, s since Monday 1970-01-05 00:00 UTC.</param>
/// <param name="warnings">What a reader must know of the data.</param>
internal sealed class LiveState(string hash, IReadOnlyList<LiveAsset> assets, bool isDrawn, double calendarSeconds, ImmutableArray<string> warnings) : StartState
{
    /// <inheritdoc/>
    public override string Hash => hash;

    /// <inheritdoc/>
    public override double? CalendarSeconds => calendarSeconds;

    /// <inheritdoc/>
    public override ImmutableArray<string> Warnings => warnings;

    /// <inheritdoc/>
    public override ImmutableSortedDictionary<string, ComponentState> Draw(StreamSource chance, SimulationModel? model = null)
    {
        var states = ImmutableSortedDictionary.CreateBuilder<string, ComponentState>(StringComparer.Ordinal);
        foreach (var asset in assets)
        {
            asset.Draw(isDrawn ? chance : null, states, model);
        }

        return states.ToImmutable();
    }
}
