using System.Collections.Immutable;
using TwinGrid.Contracts.Definitions;
using TwinGrid.Contracts.Scenarios;
using TwinGrid.Contracts.Twins;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Cuts;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Names;
using TwinGrid.Model.Samples;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Hindcasts;
using TwinGrid.Simulation.LiveStart;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Grains.Scenarios;

/// <summary>
/// Makes of an order what can be run: reads its documents, finds the plant's definition, takes or fetches the cut, builds the models. The same order
/// with the same pins gives the same plan on every silo.
/// </summary>
internal sealed class RunPreparation(IDefinitionCatalog definitions, IGrainFactory grains, ICutStore cuts, ModuleCatalog modules)
{
    /// <summary>Checks an order as far as it can be without a cut.</summary>
    /// <exception cref="RunRefusedException">Something is wrong with it.</exception>
    public async Task<PreparedRun> CheckAsync(RunOrder order, CancellationToken cancellationToken)
    {
        var (source, version) = await ReadAsync(order, definitionVersion: null, cancellationToken);
        return Compile(source, version);
    }

    /// <summary>Prepares a new run: takes its cut, unless pins name one.</summary>
    /// <exception cref="RunRefusedException">Something is wrong with the order, or it can't start from where it should.</exception>
    public async Task<PreparedRun> PrepareAsync(RunOrder order, RunPins? pins, CancellationToken cancellationToken)
    {
        var (source, version) = await ReadAsync(order, pins?.DefinitionVersion, cancellationToken);

        // Before a cut is taken: a document that is wrong takes none.
        var ready = Compile(source, version);
        var start = source.Document.Start;
        if (start.From == StartKind.Empty)
        {
            return ready;
        }

        var plant = source.Plant ?? throw RunSource.Refuse(
            [RunSource.Finding(source.Document.Place, "a document without a plant can't start from the plant's state: give it 'plant', or start from empty")]);
        var hash = pins?.CutHash ?? start.Snapshot ?? await TakeCutAsync(order.Plant, source.Document, cancellationToken);
        var cut = await ReadCutAsync(order.Plant, hash, cancellationToken);
        var live = LiveStarter.Read(ready.Plan, plant, cut, hash);
        return ready with { Plan = ready.Plan.StartingFrom(live.Start ?? throw Refuse(live.Errors)), CutHash = hash, CutAtNs = cut.AtNs };
    }

    private async Task<(RunSource Source, ulong Version)> ReadAsync(RunOrder order, ulong? definitionVersion, CancellationToken cancellationToken)
    {
        var inForce = await definitions.GetAsync(order.Plant, definitionVersion ?? 0, cancellationToken)
            ?? throw new RunRefusedException(RunRefusal.NotFound, $"There is no plant '{order.Plant}'.", $"plants/{order.Plant}");
        var source = RunSource.Read(order, inForce, modules);
        return (source, source.Plant is not null && ReferenceEquals(source.Plant, inForce.Definition) ? inForce.Version : 0);
    }

    private static PreparedRun Compile(RunSource source, ulong version)
    {
        var compiled = ExperimentCompiler.Compile(source.Document, source.Plant, source.Modules, StartState.Empty, source.ReadText);
        var plan = compiled.Plan ?? throw Refuse(compiled.Errors);
        var errors = new List<ModelError>();
        var observations = source.Plant is { } plant ? ObservationPlan.Of(plan, plant, errors) : null;
        return errors.Count == 0
            ? new PreparedRun(plan, version, source.Plant?.Hash ?? "", "", 0, source.Warnings) { Observations = observations }
            : throw Refuse(errors);
    }

    private static RunRefusedException Refuse(IEnumerable<ModelError> errors) => RunSource.Refuse([.. errors.Select(error => RunSource.Finding(error.Place, error.Message))]);

    private async Task<string> TakeCutAsync(string plant, ExperimentDocument document, CancellationToken cancellationToken)
    {
        long? past = document.Start.At is { } at ? Nanoseconds.From(at) : null;
        var answer = await grains.GetGrain<IPlantGrain>(new ResourceName(plant).ToString()).TakeCutAsync(new CutRequest(document.Lines, past), cancellationToken);
        return answer.Refusal switch
        {
            CutRefusal.None => answer.Hash,
            CutRefusal.UnknownPlant => throw new RunRefusedException(RunRefusal.NotFound, answer.Message, $"plants/{plant}"),
            CutRefusal.Unavailable => throw new RunRefusedException(RunRefusal.Unavailable, answer.Message),
            _ => throw RunSource.Refuse([RunSource.Finding(document.Place, answer.Message)]),
        };
    }

    private async Task<PlantCut> ReadCutAsync(string plant, string hash, CancellationToken cancellationToken) =>
        await cuts.GetAsync(plant, hash, cancellationToken) is { } bytes
            ? CutEncoding.Read(bytes.Span)
            : throw new RunRefusedException(RunRefusal.NotFound, $"Plant '{plant}' has no cut '{hash}'.", $"plants/{plant}/cuts/{hash}");
}
