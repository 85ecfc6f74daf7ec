using TwinGrid.Contracts.Scenarios;
using TwinGrid.Model.Cuts;
using TwinGrid.Simulation.Experiments.Plans;

namespace TwinGrid.Grains.Scenarios;

/// <summary>Starts of runs from a cut.</summary>
internal static class LiveStarts
{
    public static StartState Of(RunSource source, PlantCut cut, string hash) =>
        throw new RunRefusedException(RunRefusal.InvalidDocuments, $"'{source.Document.Name}' can't start from cut {hash} of plant '{cut.Plant}'.");
}
