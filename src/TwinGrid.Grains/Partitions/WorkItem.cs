using TwinGrid.Contracts.Ingest;
using TwinGrid.Grains.Ingest;
using TwinGrid.Grains.Lanes;
using TwinGrid.Grains.Records;

namespace TwinGrid.Grains.Partitions;

/// <summary>An entry of the writer's queue: a batch, a loss declaration, or a control operation.</summary>
internal readonly struct WorkItem
{
    /// <summary>A batch that its caller checked.</summary>
    public WorkItem(Lane lane, SampleBatch batch, SampleRules rules, RejectedItem[] rejections, long serverTimeNs)
    {
        Lane = lane;
        Batch = batch;
        Rules = rules;
        Rejections = rejections;
        ServerTimeNs = serverTimeNs;
    }

    /// <summary>A loss declaration.</summary>
    public WorkItem(Lane lane, LossRange loss, long serverTimeNs)
    {
        Lane = lane;
        Loss = loss;
        ServerTimeNs = serverTimeNs;
        Rejections = [];
    }

    /// <summary>A control operation.</summary>
    public WorkItem(ControlOperation operation)
    {
        Operation = operation;
        Rejections = [];
    }

    public Lane? Lane { get; }

    public SampleBatch? Batch { get; }

    /// <summary>Rules under which the batch was checked.</summary>
    public SampleRules? Rules { get; }

    public RejectedItem[] Rejections { get; }

    public LossRange? Loss { get; }

    public ControlOperation? Operation { get; }

    /// <summary>Clock that decided.</summary>
    public long ServerTimeNs { get; }
}
