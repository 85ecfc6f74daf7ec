using TwinGrid.V1;

namespace TwinGrid.Client.Resilience;

/// <summary>Which calls may be sent twice: reads, writes that set a state, and writes that carry a <c>request_id</c> or a sequence number.</summary>
internal static class RepeatableCalls
{
    private static readonly HashSet<string> Always =
    [
        nameof(TwinService.TwinServiceClient.GetAsset),
        nameof(TwinService.TwinServiceClient.BatchGetAssets),
        nameof(TwinService.TwinServiceClient.ListAssets),
        nameof(TwinService.TwinServiceClient.ListLines),
        nameof(TwinService.TwinServiceClient.GetLine),
        nameof(TwinService.TwinServiceClient.ListPlants),
        nameof(TwinService.TwinServiceClient.GetPlant),
        nameof(TwinService.TwinServiceClient.ListAlarms),
        nameof(DefinitionService.DefinitionServiceClient.GetDefinition),
        nameof(DefinitionService.DefinitionServiceClient.ListDefinitions),
        nameof(DefinitionService.DefinitionServiceClient.DiffDefinition),
        nameof(TelemetryService.TelemetryServiceClient.ListProducers),
        nameof(ScenarioService.ScenarioServiceClient.GetRun),
        nameof(ScenarioService.ScenarioServiceClient.ListRuns),
        nameof(ScenarioService.ScenarioServiceClient.CompareRuns),
        nameof(ScenarioService.ScenarioServiceClient.CancelRun),
        nameof(ScenarioService.ScenarioServiceClient.GetCut),
        nameof(OperationsService.OperationsServiceClient.GetStatus),
    ];

    public static bool Contains(string method, object request) => Always.Contains(method) || request switch
    {
        ApplyDefinitionRequest apply => apply.ValidateOnly || apply.RequestId.Length > 0,
        UpdateAssetRequest update => update.RequestId.Length > 0,
        PublishRequest publish => publish.RequestId.Length > 0 || publish.Seq > 0,
        RunScenarioRequest run => run.ValidateOnly || run.RequestId.Length > 0,
        ReplayRunRequest replay => replay.RequestId.Length > 0,
        FenceProducerRequest fence => fence.BelowEpoch > 0,
        _ => false,
    };
}
