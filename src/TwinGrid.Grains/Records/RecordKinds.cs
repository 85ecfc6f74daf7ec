namespace TwinGrid.Grains.Records;

/// <summary>
/// Kinds of log records. A partition's state is the fold of them, so numbers and layouts never change: a new layout is a new version byte
/// in the record, a new meaning is a new kind. Little endian throughout.
/// </summary>
internal static class RecordKinds
{
    /// <summary>A decided batch: see <see cref="SamplesRecord"/>.</summary>
    public const byte Samples = 16;

    /// <summary>A producer opened a lane with a new epoch: <see cref="LaneOpenedRecord"/>.</summary>
    public const byte LaneOpened = 17;

    /// <summary>A producer gave a range of batches up: <see cref="LossDeclaredRecord"/>.</summary>
    public const byte LossDeclared = 18;

    /// <summary>Epochs of a producer are refused from now on: <see cref="ProducerFencedRecord"/>.</summary>
    public const byte ProducerFenced = 19;

    /// <summary>Two senders share an identity: <see cref="LaneConflictRecord"/>. For the audit; changes no data.</summary>
    public const byte LaneConflict = 20;

    /// <summary>A plant definition came into force: <see cref="DefinitionAppliedRecord"/>.</summary>
    public const byte DefinitionApplied = 21;

    /// <summary>An asset's metadata changed: <see cref="MetadataUpdatedRecord"/>.</summary>
    public const byte MetadataUpdated = 22;

    /// <summary>A decision on an alarm that an operator or a clock made: <see cref="Alarms.AlarmRecord"/>.</summary>
    public const byte AlarmDecided = 23;

    /// <summary>Events that the fold of earlier records raised: <see cref="EventsRaisedRecord"/>.</summary>
    public const byte EventsRaised = 24;
}
