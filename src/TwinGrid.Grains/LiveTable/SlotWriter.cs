using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using TwinGrid.Contracts.Ingest;
using TwinGrid.Grains.Records;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.LiveTable;

/// <summary>
/// The single writer of a <see cref="SlotTable"/>: folds committed samples into it. Current value = newest by (source time, commit index, item),
/// so an older sample never moves it back, and of two at one instant the later committed wins.
/// Cold slots are bound by cache misses: a window of runs is looked up and prefetched before the first of them is applied.
/// </summary>
internal sealed unsafe class SlotWriter(SlotTable table, ISampleListener listener)
{
    private const int Window = 32;

    private SlotBlock[] blocks = [];
    private BlockAddress[] addresses = [];
    private ulong[] commits = [];

    /// <summary>Who wrote the signals of shared slots.</summary>
    public SharedWriters Shared { get; } = new();

    /// <summary>Those who are told before a block changes: running snapshots and cuts.</summary>
    public BlockWatchers Watchers { get; } = new();

    /// <summary>Takes a new layout.</summary>
    public void Adopt(PartitionLayout layout)
    {
        table.Adopt(layout);
        blocks = table.Blocks;
        commits = table.CommitOfBlock;
        addresses = new BlockAddress[blocks.Length];
        for (var i = 0; i < blocks.Length; i++)
        {
            var type = blocks[i].Type;
            var isPlain = type.Signals.All(signal => (signal.Flags & (SignalFlags.OneByOne | SignalFlags.Text)) == 0);
            addresses[i] = new BlockAddress(blocks[i].Address, type.StrideBytes, isPlain ? type.Signals.Length : 0);
        }
    }

    /// <summary>A block's slots were read from a snapshot: its last change is that of its slots.</summary>
    public void OnLoaded(int block)
    {
        for (var slot = 0; slot < PartitionLayout.SlotsPerBlock; slot++)
        {
            var header = (SlotHeader*)(blocks[block].Address + (slot * blocks[block].Type.StrideBytes));
            commits[block] = Math.Max(commits[block], header->CommitIndex);
        }
    }

    /// <summary>Copies a slot's cells, by ordinal.</summary>
    public void CopyCells(int slot, Span<SignalCell> into)
    {
        ref readonly var address = ref addresses[slot >> PartitionLayout.BlockBits];
        var first = address.Start + ((slot & (PartitionLayout.SlotsPerBlock - 1)) * address.Stride) + TypeLayout.CellOffset(0);
        new ReadOnlySpan<SignalCell>(first, into.Length).CopyTo(into);
    }

    /// <summary>Applies committed samples.</summary>
    /// <exception cref="InvalidDataException">A series that the layout does not have: the log is not of this partition.</exception>
    public void Apply(in SampleColumns columns)
    {
        if (columns.Rejections.IsEmpty)
        {
            ApplyAll(columns);
            return;
        }

        var accepted = new SampleRunEnumerator(columns.RunSeries, columns.RunLengths, columns.Rejections);
        while (accepted.MoveNext())
        {
            var run = accepted.Current;
            ApplyRun(columns, run.Series, Locate(run.Series), run.Start, run.Length);
        }
    }

    private void ApplyAll(in SampleColumns columns)
    {
        var slots = stackalloc byte*[Window];
        var start = 0;
        for (var first = 0; first < columns.RunSeries.Length; first += Window)
        {
            var window = Math.Min(Window, columns.RunSeries.Length - first);
            for (var i = 0; i < window; i++)
            {
                var series = new SeriesId(columns.RunSeries[first + i]);
                slots[i] = Locate(series);
                if (Sse.IsSupported)
                {
                    Sse.Prefetch0(slots[i]);
                    Sse.Prefetch0(slots[i] + TypeLayout.CellOffset(series.Ordinal));
                }
            }

            for (var i = 0; i < window; i++)
            {
                var length = columns.RunLengths[first + i];
                ApplyRun(columns, new SeriesId(columns.RunSeries[first + i]), slots[i], start, length);
                start += length;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte* Locate(SeriesId series)
    {
        var block = series.Slot >> PartitionLayout.BlockBits;
        if ((uint)block >= (uint)addresses.Length)
        {
            ThrowUnknown(series);
        }

        ref readonly var address = ref addresses[block];
        return address.Start + ((series.Slot & (PartitionLayout.SlotsPerBlock - 1)) * address.Stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void ApplyRun(in SampleColumns columns, SeriesId series, byte* slot, int start, int length)
    {
        var block = series.Slot >> PartitionLayout.BlockBits;
        Watchers.First?.BeforeChange(block);
        commits[block] = columns.CommitIndex;
        if (series.Ordinal < addresses[block].PlainSignals)
        {
            ApplyPlain(columns, series, slot, start, length);
        }
        else
        {
            ApplyFlagged(columns, series, slot, start, length);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void ApplyPlain(in SampleColumns columns, SeriesId series, byte* slot, int start, int length)
    {
        var cell = (SignalCell*)(slot + TypeLayout.CellOffset(series.Ordinal));
        var newest = FindNewest(columns.Times.Slice(start, length), cell->TimeNs);
        var header = Enter(slot);
        if (newest >= 0)
        {
            cell->Value = columns.Values[start + newest];
            cell->TimeNs = columns.Times[start + newest];
            cell->Quality = columns.Qualities.IsEmpty ? Quality.Good : columns.Qualities[start + newest];
        }

        cell->Samples += (uint)length;
        Sign(header, series, columns.Producer, columns.CommitIndex);
        Leave(header);
    }

    /// <summary>Index of the last of the newest times that are not older than <paramref name="newestNs"/>; -1 when all are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int FindNewest(ReadOnlySpan<long> times, long newestNs)
    {
        var found = -1;
        for (var i = 0; i < times.Length; i++)
        {
            if (times[i] >= newestNs)
            {
                newestNs = times[i];
                found = i;
            }
        }

        return found;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ApplyFlagged(in SampleColumns columns, SeriesId series, byte* slot, int start, int length)
    {
        var block = blocks[series.Slot >> PartitionLayout.BlockBits];
        if (series.Ordinal >= block.Type.Signals.Length)
        {
            ThrowUnknown(series);
        }

        var signal = block.Type.Signals[series.Ordinal];
        if ((signal.Flags & (SignalFlags.OneByOne | SignalFlags.Text)) == 0)
        {
            ApplyPlain(columns, series, slot, start, length);
            return;
        }

        for (var item = start; item < start + length; item++)
        {
            ApplyOne(columns, series, slot, block, signal, item);
        }
    }

    private void ApplyOne(in SampleColumns columns, SeriesId series, byte* slot, SlotBlock block, SignalLayout signal, int item)
    {
        var cell = (SignalCell*)(slot + TypeLayout.CellOffset(series.Ordinal));
        var timeNs = columns.Times[item];
        var quality = columns.Qualities.IsEmpty ? Quality.Good : columns.Qualities[item];
        var value = columns.Values[item];
        var isNewest = timeNs >= cell->TimeNs;
        var text = isNewest && signal.TextIndex >= 0 ? columns.TextOf(item) : null;
        var header = Enter(slot);
        if (isNewest)
        {
            if (signal.MonitorOffset >= 0)
            {
                ((SignalMonitor*)(slot + signal.MonitorOffset))->Add(*cell, timeNs, value, block.Type.TauSeconds[series.Ordinal]);
            }

            if (signal.TextIndex >= 0)
            {
                block.Texts[((series.Slot & (PartitionLayout.SlotsPerBlock - 1)) * block.Type.TextCount) + signal.TextIndex] = text;
                value = text is null ? double.NaN : 0.0;
            }

            cell->Value = value;
            cell->TimeNs = timeNs;
            cell->Quality = quality;
        }

        cell->Samples++;
        Sign(header, series, columns.Producer, columns.CommitIndex);
        Leave(header);
        if (isNewest && (signal.Flags & (SignalFlags.Alarms | SignalFlags.Production)) != 0)
        {
            listener.OnSample(series.Slot, signal, timeNs, value, quality, columns.CommitIndex);
        }
    }

    /// <summary>
    /// A producer lost batches: what it wrote last is uncertain until its next sample. Good values become uncertain; worse ones stay.
    /// </summary>
    public void MarkUncertain(uint producer, ulong commitIndex)
    {
        for (var number = 0; number < blocks.Length; number++)
        {
            for (var inBlock = 0; inBlock < PartitionLayout.SlotsPerBlock; inBlock++)
            {
                var slot = blocks[number].Address + (inBlock * blocks[number].Type.StrideBytes);
                var writer = ((SlotHeader*)slot)->Writer;
                if (writer == producer || (writer & SlotHeader.SharedBit) != 0)
                {
                    MarkSlot(number, inBlock, slot, producer, commitIndex);
                }
            }
        }
    }

    private void MarkSlot(int number, int inBlock, byte* slot, uint producer, ulong commitIndex)
    {
        var header = (SlotHeader*)slot;
        var writers = (header->Writer & SlotHeader.SharedBit) == 0 ? null : Shared.Of((number << PartitionLayout.BlockBits) + inBlock);
        foreach (var signal in blocks[number].Type.Signals)
        {
            var cell = (SignalCell*)(slot + TypeLayout.CellOffset(signal.Ordinal));
            var isTheirs = writers is null || (signal.Ordinal < writers.Length && writers[signal.Ordinal] == producer);
            if (!isTheirs || cell->TimeNs == long.MinValue || !Quality.IsGood(cell->Quality))
            {
                continue;
            }

            Watchers.First?.BeforeChange(number);
            Enter(slot);
            cell->Quality = Quality.Uncertain;
            header->CommitIndex = commitIndex;
            commits[number] = commitIndex;
            Leave(header);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static SlotHeader* Enter(byte* slot)
    {
        var header = (SlotHeader*)slot;
        header->Version++;
        Volatile.WriteBarrier();
        return header;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Leave(SlotHeader* header)
    {
        Volatile.WriteBarrier();
        header->Version++;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Sign(SlotHeader* header, SeriesId series, uint producer, ulong commitIndex)
    {
        header->CommitIndex = commitIndex;
        if (header->Writer != producer)
        {
            SignAnew(header, series, producer);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void SignAnew(SlotHeader* header, SeriesId series, uint producer)
    {
        if (header->Writer == SlotHeader.NoProducer)
        {
            header->Writer = producer;
            return;
        }

        if ((header->Writer & SlotHeader.SharedBit) == 0)
        {
            Shared.Add(series.Slot, blocks[series.Slot >> PartitionLayout.BlockBits].Type.Signals.Length, header->Writer);
        }

        header->Writer = producer | SlotHeader.SharedBit;
        Shared.Set(series.Slot, series.Ordinal, producer);
    }

    private static void ThrowUnknown(SeriesId series) =>
        throw new InvalidDataException($"Series {series} ({series.Value}) is not in the partition's layout.");

    /// <summary>Where a block lies. All its signals are plain (below <paramref name="PlainSignals"/>), or none counts as such.</summary>
    private readonly record struct BlockAddress(nint Address, int Stride, int PlainSignals)
    {
        public BlockAddress(byte* start, int stride, int plainSignals)
            : this((nint)start, stride, plainSignals)
        {
        }

        public byte* Start => (byte*)Address;
    }
}
