using Grpc.Core;
using TwinGrid.V1;

namespace TwinGrid.Integration.Tests.Faults;

/// <summary>Watches the plant through all faults: I6, what it sees is a subsequence in commit order and ends at the final state.</summary>
internal sealed class FaultWatcher(TwinService.TwinServiceClient client)
{
    private readonly Dictionary<string, (ulong Revision, double Value)> seen = [];

    public List<string> Breaches { get; } = [];

    public int Changes { get; private set; }

    /// <summary>Last value told, by asset/signal.</summary>
    public double? Last(string asset, string signal)
    {
        lock (seen)
        {
            return seen.TryGetValue($"{asset}/{signal}", out var last) ? last.Value : null;
        }
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                using var call = client.WatchAssets(
                    new WatchAssetsRequest { Parent = $"plants/{FaultPlant.Plant}" }, cancellationToken: cancellationToken);
                await foreach (var response in call.ResponseStream.ReadAllAsync(cancellationToken))
                {
                    lock (seen)
                    {
                        Record(response);
                    }
                }
            }
            catch (RpcException) when (!cancellationToken.IsCancellationRequested)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, CancellationToken.None);
            }
            catch (Exception e) when (e is RpcException or OperationCanceledException)
            {
                return;
            }
        }
    }

    private void Record(WatchAssetsResponse response)
    {
        foreach (var change in response.Changes)
        {
            var asset = change.Name.Split('/')[^1];
            foreach (var signal in change.Signals.Where(s => s.Value is not null))
            {
                Changes++;
                var key = $"{asset}/{signal.Signal}";
                var now = (change.Revision, signal.Value.Number);
                if (seen.TryGetValue(key, out var before) && (now.Revision < before.Revision || now.Number < before.Value))
                {
                    Breaches.Add($"I6: {key} went from {before} to {now}");
                }

                seen[key] = now;
            }
        }
    }
}
