using Google.Protobuf;
using TwinGrid.V1;

namespace TwinGrid.Client.Testing;

/// <summary>What a fake server keeps on its "disk": outlives the server, and can be taken back to an earlier copy. Thread-safe.</summary>
public sealed class FakeStore
{
    private readonly Lock gate = new();
    private Dictionary<(string Producer, uint Partition), FakeLane> lanes = [];
    private int histories = 1;

    /// <summary>Renewed by every restore.</summary>
    public string HistoryId => $"00000000-0000-0000-0000-{histories:D12}";

    /// <summary>Partition of a series; null = unknown. Default: everything lives in partition 0.</summary>
    public Func<string, string, uint?> Partition { get; set; } = static (_, _) => 0;

    /// <summary>Code of an item's rejection; null = accepted.</summary>
    public Func<double, string?> Reject { get; set; } = static value => double.IsFinite(value) ? null : "VALUE_NOT_FINITE";

    /// <summary>Epochs below this are refused.</summary>
    public ulong FencedBelow { get; set; }

    /// <summary>Runs a step on a lane, alone.</summary>
    public T Lane<T>(string producer, uint partition, Func<FakeLane, T> step)
    {
        lock (gate)
        {
            if (!lanes.TryGetValue((producer, partition), out var lane))
            {
                lanes[(producer, partition)] = lane = new FakeLane();
            }

            return step(lane);
        }
    }

    /// <summary>Every accepted sample of a producer, in commit order: asset, signal, time, value, quality.</summary>
    public IReadOnlyList<FakeSample> Samples(string producer)
    {
        lock (gate)
        {
            return [.. lanes.Where(lane => lane.Key.Producer == producer).OrderBy(lane => lane.Key.Partition).SelectMany(lane => lane.Value.Samples)];
        }
    }

    /// <summary>Waits until a producer has so many accepted samples.</summary>
    public async Task WaitAsync(string producer, int count, CancellationToken cancellationToken)
    {
        while (Samples(producer).Count < count)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Every accepted sample of all producers.</summary>
    public IReadOnlyList<FakeSample> All
    {
        get
        {
            lock (gate)
            {
                return [.. lanes.Values.SelectMany(lane => lane.Samples)];
            }
        }
    }

    /// <summary>A copy to go back to.</summary>
    public object Backup()
    {
        lock (gate)
        {
            return lanes.ToDictionary(lane => lane.Key, lane => lane.Value.Copy());
        }
    }

    /// <summary>Goes back to a copy and starts a new history.</summary>
    public void Restore(object backup)
    {
        lock (gate)
        {
            lanes = ((Dictionary<(string, uint), FakeLane>)backup).ToDictionary(lane => lane.Key, lane => lane.Value.Copy());
            histories++;
        }
    }
}

/// <summary>One accepted sample.</summary>
public sealed record FakeSample(string Asset, string Signal, long Time, double Value, uint Quality, string? Text);

/// <summary>Committed state of a lane.</summary>
public sealed class FakeLane
{
    /// <summary>Newest epoch seen.</summary>
    public ulong Epoch { get; set; }

    /// <summary>Highest committed seq.</summary>
    public ulong HighWaterMark { get; set; }

    /// <summary>Results by seq, with the payload that they were for.</summary>
    public Dictionary<ulong, (ByteString Payload, BatchResult Result)> Results { get; private init; } = [];

    /// <summary>Accepted samples.</summary>
    public List<FakeSample> Samples { get; private init; } = [];

    /// <summary>Declared losses.</summary>
    public List<(ulong From, ulong Through)> Losses { get; private init; } = [];

    /// <summary>Batches that came again.</summary>
    public int Duplicates { get; set; }

    /// <summary>A copy that shares nothing.</summary>
    public FakeLane Copy() => new()
    {
        Epoch = Epoch, HighWaterMark = HighWaterMark, Results = new(Results), Samples = [.. Samples], Losses = [.. Losses], Duplicates = Duplicates,
    };
}
