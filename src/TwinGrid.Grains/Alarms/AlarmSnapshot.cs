using TwinGrid.Contracts.Alarms;

namespace TwinGrid.Grains.Alarms;

/// <summary>The alarms' part of a partition's snapshot: ids, then cells by slot, then tracks and running on-delays by slot and alarm.</summary>
internal static class AlarmSnapshot
{
    private const byte Version = 1;

    /// <summary>Writes the state; equal states give equal bytes.</summary>
    public static void Write(BinaryWriter writer, IReadOnlyList<string> ids, AlarmCells cells, AlarmTracks tracks, PendingAlarms pending)
    {
        writer.Write(Version);
        writer.Write(ids.Count);
        foreach (var id in ids)
        {
            writer.Write(id);
        }

        var slots = cells.EnumerateSlots().ToList();
        writer.Write(slots.Sum(slot => cells.EnumerateCopies(slot).Count()));
        foreach (var slot in slots)
        {
            foreach (var cell in cells.EnumerateCopies(slot))
            {
                WriteCell(writer, slot, cell);
            }
        }

        writer.Write(tracks.Count);
        foreach (var (slot, number, track) in tracks.EnumerateOrdered())
        {
            writer.Write(slot);
            writer.Write(number);
            writer.Write(track.TimeNs);
            writer.Write(track.Value);
        }

        var conditions = pending.Copy();
        writer.Write(conditions.Count);
        foreach (var (slot, number, alarm) in conditions)
        {
            writer.Write(slot);
            writer.Write(number);
            writer.Write(alarm.SinceNs);
            writer.Write(alarm.Value);
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote into empty collections.</summary>
    /// <exception cref="InvalidDataException">Written by a version that this one does not know.</exception>
    public static void Read(BinaryReader reader, List<string> ids, AlarmCells cells, AlarmTracks tracks, PendingAlarms pending)
    {
        var version = reader.ReadByte();
        if (version != Version)
        {
            throw new InvalidDataException($"Alarm snapshot of version {version}; this version reads {Version}.");
        }

        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            ids.Add(reader.ReadString());
        }

        lock (cells.Gate)
        {
            for (var left = reader.ReadInt32(); left > 0; left--)
            {
                ReadCell(reader, cells);
            }
        }

        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            ref var track = ref tracks.GetOrAdd(reader.ReadInt32(), reader.ReadInt32());
            track.TimeNs = reader.ReadInt64();
            track.Value = reader.ReadDouble();
        }

        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            pending.Restore(reader.ReadInt32(), reader.ReadInt32(), new PendingAlarm(reader.ReadInt64(), reader.ReadDouble()));
        }
    }

    private static void WriteCell(BinaryWriter writer, int slot, in AlarmCell cell)
    {
        writer.Write(slot);
        writer.Write(cell.AlarmNumber);
        writer.Write((byte)cell.State);
        writer.Write(cell.IsActive);
        writer.Write(cell.RaisedNs);
        writer.Write(cell.ClearedNs);
        writer.Write(cell.AcknowledgedNs);
        writer.Write(cell.ShelvedUntilNs);
        writer.Write(cell.Value);
        writer.Write(cell.Revision);
        writer.Write(cell.By);
        writer.Write(cell.Comment);
    }

    private static void ReadCell(BinaryReader reader, AlarmCells cells)
    {
        var slot = reader.ReadInt32();
        ref var cell = ref cells.GetOrAdd(slot, reader.ReadInt32());
        cell.State = (AlarmState)reader.ReadByte();
        cell.IsActive = reader.ReadBoolean();
        cell.RaisedNs = reader.ReadInt64();
        cell.ClearedNs = reader.ReadInt64();
        cell.AcknowledgedNs = reader.ReadInt64();
        cell.ShelvedUntilNs = reader.ReadInt64();
        cell.Value = reader.ReadDouble();
        cell.Revision = reader.ReadUInt64();
        cell.By = reader.ReadString();
        cell.Comment = reader.ReadString();
        cells.Refresh(slot);
    }
}
