using System.Diagnostics.Metrics;

namespace TwinGrid.Gateway.Metering;

/// <summary>Metrics of the query side of the gateway. Attributes name RPCs and reasons, never plants, assets or signals.</summary>
internal sealed class GatewayMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "TwinGrid.Gateway";

    private readonly Counter<long> assetsRead;
    private readonly Counter<long> historySamples;
    private readonly Counter<long> errors;
    private readonly UpDownCounter<long> watches;
    private readonly Counter<long> watchMessages;

    /// <summary>Creates the instruments.</summary>
    public GatewayMetrics(IMeterFactory factory)
    {
        var meter = factory.Create(MeterName);
        assetsRead = meter.CreateCounter<long>("twingrid.gateway.assets_read", "{asset}", "Assets answered by GetAsset, BatchGetAssets and ListAssets.");
        historySamples = meter.CreateCounter<long>("twingrid.gateway.history_samples", "{sample}", "Samples and windows answered by ReadHistory.");
        errors = meter.CreateCounter<long>("twingrid.gateway.errors", "{error}", "Calls answered with an error, by its reason.");
        watches = meter.CreateUpDownCounter<long>("twingrid.gateway.watches_active", "{watch}", "Watches open.");
        watchMessages = meter.CreateCounter<long>("twingrid.gateway.watch_messages", "{message}", "Messages sent to watches.");
    }

    /// <summary>Assets were answered.</summary>
    public void AssetsRead(int count) => assetsRead.Add(count);

    /// <summary>Samples or windows were answered.</summary>
    public void HistorySamples(int count) => historySamples.Add(count);

    /// <summary>A call was answered with an error.</summary>
    public void Error(string reason) => errors.Add(1, new KeyValuePair<string, object?>("error.type", reason));

    /// <summary>A watch was opened (+1) or ended (-1).</summary>
    public void Watch(string method, int change) => watches.Add(change, new KeyValuePair<string, object?>("rpc.method", method));

    /// <summary>A message was sent to a watch.</summary>
    public void WatchMessage(string method) => watchMessages.Add(1, new KeyValuePair<string, object?>("rpc.method", method));
}
