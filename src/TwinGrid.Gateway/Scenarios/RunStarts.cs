using TwinGrid.Contracts.Scenarios;
using TwinGrid.Gateway.Definitions;
using TwinGrid.Gateway.Errors;
using TwinGrid.V1;
using RunOverrides = TwinGrid.V1.RunOverrides;

namespace TwinGrid.Gateway.Scenarios;

/// <summary>RunScenario and ReplayRun.</summary>
internal sealed class RunStarts(IRuns runs)
{
    /// <summary>Starts a run, or only checks it.</summary>
    public async Task<Run> RunAsync(RunScenarioRequest request, string by, CancellationToken cancellationToken)
    {
        var order = OrderOf(request, by);
        return RunMapper.Map(request.ValidateOnly ? await runs.CheckAsync(order, cancellationToken) : await runs.StartAsync(order, cancellationToken));
    }

    /// <summary>Repeats a run.</summary>
    public async Task<Run> ReplayAsync(ReplayRunRequest request, string by, CancellationToken cancellationToken)
    {
        var (plant, run) = RunNames.ParseRun(request.Name, "name");
        return RunMapper.Map(await runs.ReplayAsync(plant, run, by, cancellationToken));
    }

    private static RunOrder OrderOf(RunScenarioRequest request, string by)
    {
        var plant = RunNames.ParsePlant(request.Parent, "parent");
        if (request.Deadline < 0)
        {
            throw Refusal.InvalidArgument("deadline", $"{request.Deadline} is before 1970; give an instant in ns, or 0 for none.");
        }

        var from = request.FromRun.Length == 0 ? "" : RunOf(request.FromRun, plant);
        if (from.Length > 0 == request.Files.Count > 0)
        {
            throw Refusal.InvalidArgument("files", "give either the documents or from_run, the run to take them from.");
        }

        return new RunOrder
        {
            Plant = plant,
            Files = from.Length > 0 ? [] : DefinitionMapper.Files(request.Files),
            FromRun = from,
            Document = request.Document,
            Overrides = Map(request.Overrides ?? new RunOverrides()),
            DeadlineNs = request.Deadline,
            By = by,
        };
    }

    private static string RunOf(string name, string plant) => RunNames.ParseRun(name, "from_run") is var (of, run) && of == plant
        ? run
        : throw Refusal.InvalidArgument("from_run", $"'{name}' is no run of plant '{plant}'.");

    private static Contracts.Scenarios.RunOverrides Map(RunOverrides overrides) => new()
    {
        Seed = overrides.HasSeed ? overrides.Seed : null,
        Replications = overrides.HasReplications ? overrides.Replications : null,
        Horizon = overrides.HasHorizon ? overrides.Horizon : null,
        WarmUp = overrides.HasWarmUp ? overrides.WarmUp : null,
        Level = overrides.HasLevel ? overrides.Level : null,
        Set = [.. overrides.Set.Select(setting => new Contracts.Scenarios.RunSetting(setting.Path, setting.Value))],
    };
}
