namespace TwinGrid.Benchmarks.Ingest.Peers;

/// <summary>Completes when all assets of a message have been updated: the cheapest answer that an actor can give.</summary>
internal sealed class Completion(int assets)
{
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int left = assets;

    public Task Task => done.Task;

    public void Updated()
    {
        if (Interlocked.Decrement(ref left) == 0)
        {
            done.SetResult();
        }
    }
}

/// <summary>What an actor gets: samples, and whom to tell.</summary>
internal sealed record TwinUpdate(string Asset, Lanes.AssetSamples Samples, Completion Completion);
