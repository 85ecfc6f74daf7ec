using TwinGrid.Contracts.Ingest;
using TwinGrid.Contracts.Storage;
using TwinGrid.Contracts.Twins;
using TwinGrid.Grains.Alarms;
using TwinGrid.Grains.Derived;
using TwinGrid.Grains.Ingest;
using TwinGrid.Grains.Lanes;
using TwinGrid.Grains.LiveTable;
using TwinGrid.Grains.Production;
using TwinGrid.Grains.Records;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Names;

namespace TwinGrid.Grains.Partitions;

/// <summary>
/// A partition's state: the fold of its log, and nothing else. One thread applies records in order; the live path applies a batch straight from
/// its columns, with the same outcome as applying its record. Reads are thread safe.
/// </summary>
internal sealed class PartitionState : IAssetCatalog, ISampleListener
{
    private readonly List<DefinitionAppliedRecord> definitions = [];
    private AssetInfoCache? infos;
    private (string Text, PartitionLayout Layout)? prepared;
    private SampleRules rules = new(null);
    private ulong appliedIndex;

    /// <summary>The state before the first record.</summary>
    public PartitionState(PartitionKey key)
    {
        Key = key;
        Alarms = new AlarmFold(Events);
        Writer = new SlotWriter(Table, this);
    }

    /// <summary>The partition.</summary>
    public PartitionKey Key { get; }

    /// <summary>Live state of the assets.</summary>
    public SlotTable Table { get; } = new();

    /// <summary>Its writer.</summary>
    public SlotWriter Writer { get; }

    /// <summary>Producers.</summary>
    public LaneTable Lanes { get; } = new();

    /// <summary>Alarms.</summary>
    public AlarmFold Alarms { get; }

    /// <summary>Production accumulators.</summary>
    public ProductionFold Production { get; } = new();

    /// <summary>Changed metadata.</summary>
    public MetadataTable Metadata { get; } = new();

    /// <summary>Events that must be logged next.</summary>
    public PendingEvents Events { get; } = new();

    /// <summary>Index of the last record applied.</summary>
    public ulong AppliedIndex => Volatile.Read(ref appliedIndex);

    /// <summary>What lives where; null before the first definition.</summary>
    public PartitionLayout? Layout => Volatile.Read(ref infos)?.Layout;

    /// <summary>Rules for checking samples under that layout.</summary>
    public SampleRules Rules => Volatile.Read(ref rules);

    /// <inheritdoc/>
    public int SlotCount => Layout?.SlotCount ?? 0;

    /// <inheritdoc/>
    public AssetInfo? GetAssetInfo(int slot) => Volatile.Read(ref infos)?.Get(slot);

    /// <inheritdoc/>
    public AssetTypeDefinition? LiveTypeOf(int slot) =>
        Layout is { } layout && layout.Assets.IsLive(slot) ? layout.TypeOf(slot)!.Definition : null;

    /// <inheritdoc/>
    public int FindOrdinal(AssetTypeDefinition type, string signal)
    {
        foreach (var layout in Layout?.Types ?? [])
        {
            if (ReferenceEquals(layout.Definition, type))
            {
                return layout.OrdinalOf(signal);
            }
        }

        return -1;
    }

    /// <inheritdoc/>
    public long GetNewestNs(int slot, int ordinal) => Table.GetNewestNs(slot, ordinal);

    /// <inheritdoc/>
    void ISampleListener.OnSample(int slot, SignalLayout signal, long timeNs, double value, uint quality, ulong commitIndex)
    {
        if ((signal.Flags & SignalFlags.Alarms) != 0)
        {
            Alarms.OnSample(slot, signal.Ordinal, timeNs, value, quality, commitIndex);
        }

        if ((signal.Flags & SignalFlags.Production) != 0)
        {
            Production.OnSample(slot, signal.Ordinal, timeNs, value, quality);
        }
    }

    /// <summary>Applies a record that was just read or appended.</summary>
    /// <exception cref="InvalidDataException">The record is of a newer server, or not of this partition.</exception>
    public void Apply(byte kind, ReadOnlySpan<byte> payload, ulong index)
    {
        switch (kind)
        {
            case LogRecord.OwnerEpoch:
                break;
            case RecordKinds.Samples:
                ApplySamples(new SamplesRecord(payload), index);
                break;
            case RecordKinds.LaneOpened:
                Lanes.OnLaneOpened(LaneOpenedRecord.Read(payload));
                break;
            case RecordKinds.LossDeclared:
                ApplyLoss(LossDeclaredRecord.Read(payload), index);
                break;
            case RecordKinds.ProducerFenced:
                ApplyFence(ProducerFencedRecord.Read(payload), index);
                break;
            case RecordKinds.LaneConflict:
                ApplyConflict(LaneConflictRecord.Read(payload), index);
                break;
            case RecordKinds.DefinitionApplied:
                ApplyDefinition(DefinitionAppliedRecord.Read(payload), index);
                break;
            case RecordKinds.MetadataUpdated:
                Metadata.OnUpdated(MetadataUpdatedRecord.Read(payload), index);
                break;
            case RecordKinds.AlarmDecided:
                Alarms.OnRecord(AlarmRecord.FromBytes(payload), index);
                break;
            case RecordKinds.EventsRaised:
                Events.OnLogged(EventsRaisedRecord.Read(payload, index).Count);
                break;
            default:
                throw new InvalidDataException($"Record {index} of {Key} is of kind {kind}, which this server does not know.");
        }

        Volatile.Write(ref appliedIndex, index);
    }

    /// <summary>Applies a batch that was just appended; the same as applying its record. Returns its result; null = wholly accepted.</summary>
    public BatchResult? ApplyBatch(
        SampleBatch batch, ReadOnlySpan<RejectedItem> rejections, ProducerState producer, DerivedColumns? derived, long serverTimeNs, ulong index)
    {
        var columns = new SampleColumns(batch, rejections, producer.Number, index);
        var result = producer.OnSamples(
            batch.Seq, batch.PayloadHash, batch.Count, rejections, columns.RunLengths, columns.Times, serverTimeNs);
        Writer.Apply(columns);
        if (derived is { Count: > 0 })
        {
            Writer.Apply(new SampleColumns(derived, producer.Number, index));
        }

        Volatile.Write(ref appliedIndex, index);
        return result;
    }

    /// <summary>
    /// Writer: works a definition out before it is logged, since what is in the log must fold. Its record, applied next, uses what was made here.
    /// </summary>
    /// <exception cref="InvalidOperationException">The partition has no numbers left for it.</exception>
    /// <exception cref="ArgumentException">An expression is wrong.</exception>
    public void Prepare(DefinitionAppliedRecord record)
    {
        var layout = LayoutBuilder.Apply(Key, Layout, DefinitionText.Read(record.Text), record.Version);
        foreach (var type in layout.Types)
        {
            _ = DerivedPlan.Of(type);
        }

        prepared = (record.Text, layout);
    }

    /// <summary>Writes everything but the slots, in a canonical order.</summary>
    public void Save(StateWriter writer)
    {
        writer.UInt64(appliedIndex);
        writer.Int32(definitions.Count);
        foreach (var definition in definitions)
        {
            definition.Write(writer);
        }

        Lanes.Save(writer);
        Writer.Shared.Save(writer);
        Metadata.Save(writer);
        Events.Save(writer);
        SaveFold(writer, Alarms.Save);
        SaveFold(writer, Production.Save);
    }

    /// <summary>Takes over what <see cref="Save"/> wrote, into a state that has seen nothing. The slots follow.</summary>
    public void Load(ReadOnlySpan<byte> bytes)
    {
        var reader = new StateReader(bytes);
        var index = reader.UInt64();
        for (var left = reader.Int32(); left > 0; left--)
        {
            var record = DefinitionAppliedRecord.Read(ref reader);
            definitions.Add(record);
            Adopt(LayoutBuilder.Apply(Key, Layout, DefinitionText.Read(record.Text), record.Version), left == 1);
        }

        Lanes.Load(ref reader);
        Writer.Shared.Load(ref reader);
        Metadata.Load(ref reader);
        Events.Load(ref reader);
        LoadFold(ref reader, folded => Alarms.Load(folded, this));
        LoadFold(ref reader, folded => Production.Load(folded, this));
        Volatile.Write(ref appliedIndex, index);
    }

    private static void SaveFold(StateWriter writer, Action<BinaryWriter> save)
    {
        using var buffer = new MemoryStream();
        using var binary = new BinaryWriter(buffer);
        save(binary);
        binary.Flush();
        writer.Int32((int)buffer.Length);
        writer.Bytes(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    private static void LoadFold(ref StateReader reader, Action<BinaryReader> load)
    {
        using var binary = new BinaryReader(new MemoryStream(reader.Bytes(reader.Int32()).ToArray()));
        load(binary);
    }

    private void ApplySamples(SamplesRecord record, ulong index)
    {
        var header = record.Header;
        Lanes.Get(header.Producer).OnSamples(
            header.Seq,
            header.PayloadHash,
            header.Samples,
            record.Rejections,
            record.RunLengths[..header.Runs],
            record.Times,
            header.ServerTimeNs);
        Writer.Apply(new SampleColumns(record, index));
    }

    private void ApplyLoss(LossDeclaredRecord record, ulong index)
    {
        var producer = Lanes.Get(record.Producer);
        producer.OnLoss(record.FromSeq, record.ThroughSeq);
        Writer.MarkUncertain(producer.Number, index);
        PartitionEvents.Loss(Events, Key, producer.Name, producer.Epoch, record, index);
    }

    private void ApplyFence(ProducerFencedRecord record, ulong index)
    {
        Lanes.OnFenced(record);
        PartitionEvents.Fenced(Events, Key, record, index);
    }

    private void ApplyConflict(LaneConflictRecord record, ulong index) =>
        PartitionEvents.Conflict(Events, Key, Lanes.Get(record.Producer).Name, record, index);

    private void ApplyDefinition(DefinitionAppliedRecord record, ulong index)
    {
        definitions.Add(record);
        var layout = prepared is { } ready && ready.Layout.Version == record.Version && ready.Text == record.Text
            ? ready.Layout
            : LayoutBuilder.Apply(Key, Layout, DefinitionText.Read(record.Text), record.Version);
        prepared = null;
        Adopt(layout, publish: true);
        Alarms.OnDefinition(this, index, record.ServerTimeNs);
        Production.OnDefinition(this);
        PartitionEvents.DefinitionApplied(Events, Key, record, index);
    }

    /// <summary>Takes a layout. While a snapshot's definitions are folded, the table waits for the last one.</summary>
    private void Adopt(PartitionLayout layout, bool publish)
    {
        if (publish)
        {
            Writer.Adopt(layout);
            Volatile.Write(ref rules, new SampleRules(layout));
        }

        Volatile.Write(ref infos, new AssetInfoCache(layout, Metadata));
    }
}
