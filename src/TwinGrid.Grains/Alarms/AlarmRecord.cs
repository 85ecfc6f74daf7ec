using System.Text;
using TwinGrid.Contracts.Alarms;

namespace TwinGrid.Grains.Alarms;

/// <summary>What an alarm record decides. Logged, so numbers never change.</summary>
internal enum AlarmRecordKind : byte
{
    /// <summary>An operator acknowledged.</summary>
    Acknowledge = 1,

    /// <summary>An operator shelved.</summary>
    Shelve = 2,

    /// <summary>An operator unshelved.</summary>
    Unshelve = 3,

    /// <summary>The clock found the signal stale.</summary>
    FoundStale = 4,

    /// <summary>The clock found the shelving time over.</summary>
    ShelvingExpired = 5,

    /// <summary>The clock found that a condition held for its on-delay although no later sample said so.</summary>
    DelayElapsed = 6,
}

/// <summary>
/// A decision about one alarm that used a clock or an operator, as the payload of a log record: the fold applies it and asks no clock.
/// </summary>
/// <param name="Kind">What was decided.</param>
/// <param name="Slot">Slot of the asset.</param>
/// <param name="Alarm">Alarm id.</param>
/// <param name="AtNs">Server time of the decision, ns since 1970 UTC.</param>
/// <param name="UntilNs">End of shelving; 0 for other kinds.</param>
/// <param name="By">Who; empty for the clock.</param>
/// <param name="Comment">Why; may be empty.</param>
internal sealed record AlarmRecord(AlarmRecordKind Kind, int Slot, string Alarm, long AtNs, long UntilNs = 0, string By = "", string Comment = "")
{
    /// <summary>Shortest shelving, minutes.</summary>
    public const int MinShelveMinutes = 1;

    /// <summary>Longest shelving, minutes: a day.</summary>
    public const int MaxShelveMinutes = 1_440;

    private const byte Version = 1;

    /// <summary>The record of an operator's action.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Shelving for less than 1 or more than 1 440 minutes, or an unknown kind.</exception>
    public static AlarmRecord Of(int slot, string alarm, AlarmAction action, long nowNs)
    {
        if (action.Kind == AlarmActionKind.Shelve && action.Minutes is < MinShelveMinutes or > MaxShelveMinutes)
        {
            throw new ArgumentOutOfRangeException(
                nameof(action), action.Minutes, $"Shelving takes {MinShelveMinutes} to {MaxShelveMinutes} minutes, not {action.Minutes}.");
        }

        return action.Kind switch
        {
            AlarmActionKind.Acknowledge => new AlarmRecord(AlarmRecordKind.Acknowledge, slot, alarm, nowNs, 0, action.By, action.Comment),
            AlarmActionKind.Shelve => new AlarmRecord(
                AlarmRecordKind.Shelve, slot, alarm, nowNs, nowNs + (action.Minutes * 60_000_000_000L), action.By, action.Comment),
            AlarmActionKind.Unshelve => new AlarmRecord(AlarmRecordKind.Unshelve, slot, alarm, nowNs, 0, action.By, action.Comment),
            _ => throw new ArgumentOutOfRangeException(nameof(action), action.Kind, $"'{action.Kind}' is no action on an alarm."),
        };
    }

    /// <summary>As a log record's payload.</summary>
    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(Version);
        writer.Write((byte)Kind);
        writer.Write(Slot);
        writer.Write(AtNs);
        writer.Write(UntilNs);
        writer.Write(Alarm);
        writer.Write(By);
        writer.Write(Comment);
        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <exception cref="InvalidDataException">Written by a version that this one does not know.</exception>
    public static AlarmRecord FromBytes(ReadOnlySpan<byte> payload)
    {
        using var reader = new BinaryReader(new MemoryStream(payload.ToArray()), Encoding.UTF8);
        var version = reader.ReadByte();
        if (version != Version)
        {
            throw new InvalidDataException($"Alarm record of version {version}; this version reads {Version}.");
        }

        var kind = (AlarmRecordKind)reader.ReadByte();
        var slot = reader.ReadInt32();
        var at = reader.ReadInt64();
        var until = reader.ReadInt64();
        return new AlarmRecord(kind, slot, reader.ReadString(), at, until, reader.ReadString(), reader.ReadString());
    }
}
