using TwinGrid.V1;

namespace TwinGrid.Integration.Tests.Faults;

/// <summary>The plant that the fault tests write to: an asset a producer, four number signals each.</summary>
internal static class FaultPlant
{
    public const string Plant = "fault-lab";
    public const int Signals = 4;

    private const string Yaml =
        """
        apiVersion: twingrid/v1
        kind: AssetType
        metadata: { name: rig }
        spec:
          signals:
            - { id: s0, type: number, unit: "1", lateWindow: unlimited }
            - { id: s1, type: number, unit: "1", lateWindow: unlimited }
            - { id: s2, type: number, unit: "1", lateWindow: unlimited }
            - { id: s3, type: number, unit: "1", lateWindow: unlimited }
        ---
        apiVersion: twingrid/v1
        kind: Line
        metadata: { name: bench }
        spec:
          assets:
            - { id: rig-0, type: rig }
            - { id: rig-1, type: rig }
        ---
        apiVersion: twingrid/v1
        kind: Plant
        metadata: { name: fault-lab }
        spec: {}
        """;

    public static string Asset(int producer) => $"rig-{producer}";

    public static async Task ApplyAsync(DefinitionService.DefinitionServiceClient client, CancellationToken cancellationToken)
    {
        var request = new ApplyDefinitionRequest();
        request.Files.Add(new SourceFile { Path = "fault-lab.yaml", Content = Yaml });
        await client.ApplyDefinitionAsync(request, cancellationToken: cancellationToken);
    }
}
