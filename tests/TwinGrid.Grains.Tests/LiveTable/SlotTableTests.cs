using TwinGrid.Contracts.Twins;
using TwinGrid.Grains.LiveTable;
using TwinGrid.Grains.Tests.Partitions;
using TwinGrid.Model.Names;
using TwinGrid.Model.Samples;
using Xunit;

namespace TwinGrid.Grains.Tests.LiveTable;

public sealed class SlotTableTests : ISampleListener
{
    [Fact]
    public async Task TryRead_WhileTheWriterWrites_NeverSeesHalfAnUpdate()
    {
        var table = new SlotTable();
        var writer = new SlotWriter(table, this);
        writer.Adopt(LayoutBuilder.Apply(new PartitionKey("plant", 0), null, PumpPlant.Of(2), 1));
        var done = false;
        var writing = Task.Run(() =>
        {
            for (var i = 1; i <= 200_000; i++)
            {
                // The revision, the time, the value and the count of signal 2 tell the same number.
                var batch = PartitionHarness.Batch(1, (new SeriesId(1, 2).Value, i, i));
                writer.Apply(new SampleColumns(batch, [], 0, (ulong)i));
                batch.Dispose();
            }

            Volatile.Write(ref done, true);
        }, TestContext.Current.CancellationToken);

        var view = new AssetView();
        var last = 0UL;
        while (!Volatile.Read(ref done))
        {
            Assert.True(table.TryRead(1, view, out _, out _));
            if (view.Revision > 0)
            {
                var signal = view.Signals[2];
                Assert.Equal((view.Revision, view.Revision, view.Revision), ((ulong)signal.TimeNs, (ulong)signal.Value, signal.Samples));
                Assert.True(view.Revision >= last);
                last = view.Revision;
            }
        }

        await writing;
    }

    [Fact]
    public void CollectChanged_SinceAnIndex_FindsExactlyWhatChanged()
    {
        var table = new SlotTable();
        var writer = new SlotWriter(table, this);
        writer.Adopt(LayoutBuilder.Apply(new PartitionKey("plant", 0), null, PumpPlant.Of(500), 1));
        Apply(writer, 10, 3);
        Apply(writer, 11, 70, 499);
        Apply(writer, 12, 3);
        var slots = new int[3];

        Assert.Equal(3, table.CollectChanged(9, slots));
        Assert.Equal([3, 70, 499], slots);
        Assert.Equal(1, table.CollectChanged(11, slots));
        Assert.Equal(3, slots[0]);
        Assert.Equal(0, table.CollectChanged(12, slots));
        Assert.Equal(-1, table.CollectChanged(9, slots.AsSpan(0, 2)));
    }

    [Fact]
    public void Apply_SeriesBeyondTheLayout_IsRefusedBeforeMemoryIsTouched()
    {
        var table = new SlotTable();
        var writer = new SlotWriter(table, this);
        writer.Adopt(LayoutBuilder.Apply(new PartitionKey("plant", 0), null, PumpPlant.Of(1), 1));

        Assert.Throws<InvalidDataException>(() => Apply(writer, 1, 64));
        Assert.Throws<InvalidDataException>(() =>
            writer.Apply(new SampleColumns(PartitionHarness.Batch(1, (new SeriesId(0, 900).Value, 1, 1)), [], 0, 1)));
    }

    void ISampleListener.OnSample(int slot, SignalLayout signal, long timeNs, double value, uint quality, ulong commitIndex)
    {
    }

    private static void Apply(SlotWriter writer, ulong index, params int[] slots)
    {
        using var batch = PartitionHarness.Batch(1, [.. slots.Select(slot => (new SeriesId(slot, 2).Value, 1L, 1.0))]);
        writer.Apply(new SampleColumns(batch, [], 0, index));
    }
}
