using TwinGrid.V1;

namespace TwinGrid.Client.Testing;

/// <summary>What a scripted server does to a batch.</summary>
public enum FakeFault
{
    /// <summary>Commits and acks it.</summary>
    None = 0,

    /// <summary>Aborts the connection before anything is stored.</summary>
    DieBeforeCommit = 1,

    /// <summary>Stores it and aborts the connection before the ack.</summary>
    DieAfterCommit = 2,

    /// <summary>Stores it and answers later, with the next ack.</summary>
    HoldAck = 3,

    /// <summary>Answers UNAVAILABLE with RetryInfo.</summary>
    Unavailable = 4,

    /// <summary>Tells the producer to drain after this batch.</summary>
    Drain = 5,
}

/// <summary>The script of a fake server, and what it saw.</summary>
public sealed class FakeScript
{
    private readonly Lock gate = new();
    private int batches;
    private int inFlight;

    /// <summary>What to do to the n-th batch since the start, counted from 0.</summary>
    public Func<int, Batch, FakeFault> OnBatch { get; set; } = static (_, _) => FakeFault.None;

    /// <summary>Credit of every stream.</summary>
    public Credit Credit { get; set; } = new() { Batches = 64, Bytes = 16 << 20 };

    /// <summary>Largest batch told.</summary>
    public uint MaxBatchSamples { get; set; } = 65_536;

    /// <summary>What a drain tells the producer.</summary>
    public uint DrainRetryMs { get; set; } = 1;

    /// <summary>State that the server tells of itself.</summary>
    public string ServerState { get; set; } = "SERVING";

    /// <summary>Documents of the definition that the server has.</summary>
    public IReadOnlyList<string> Definition { get; set; } = ["kind: Plant\n"];

    /// <summary>Whether a backup's checksums are wrong.</summary>
    public bool BreakBackup { get; set; }

    /// <summary>States that a run goes through as it is watched; null = the watch breaks.</summary>
    public Queue<RunState?> RunStates { get; } = [];

    /// <summary>Ids of runs that are listed.</summary>
    public IReadOnlyList<string> Runs { get; set; } = [];

    /// <summary>Request id of the run that was started last.</summary>
    public string StartedId { get; private set; } = "";

    /// <summary>All states were told.</summary>
    public bool IsRunOver => RunStates.Count == 0;

    /// <summary>Takes note of a run that was started.</summary>
    public void Started(RunScenarioRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        StartedId = request.RequestId;
    }

    /// <summary>The next state of the run that is watched; null = the watch ends here.</summary>
    public RunState? NextRunState() => RunStates.TryDequeue(out var state) ? state : null;

    /// <summary>Opens seen.</summary>
    public int Opens { get; private set; }

    /// <summary>Most batches that were received and not yet acked on one stream.</summary>
    public int MostInFlight { get; private set; }

    /// <summary>Whether a producer closed its stream after a drain.</summary>
    public bool SawClose { get; private set; }

    /// <summary>Takes note of an open.</summary>
    public void Opened()
    {
        lock (gate)
        {
            Opens++;
            inFlight = 0;
        }
    }

    /// <summary>Takes note of a batch, and tells what to do to it.</summary>
    public FakeFault Received(Batch batch)
    {
        int number;
        lock (gate)
        {
            number = batches++;
            MostInFlight = Math.Max(MostInFlight, ++inFlight);
        }

        return OnBatch(number, batch);
    }

    /// <summary>Takes note of an ack.</summary>
    public void Acked()
    {
        lock (gate)
        {
            inFlight = 0;
        }
    }

    /// <summary>Takes note of a goodbye.</summary>
    public void Closed()
    {
        lock (gate)
        {
            SawClose = true;
        }
    }
}
