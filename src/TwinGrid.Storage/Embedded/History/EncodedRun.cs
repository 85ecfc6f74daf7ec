using TwinGrid.Contracts.Storage;
using TwinGrid.Storage.History;

namespace TwinGrid.Storage.Embedded.History;

/// <summary>A run as it is stored, with what the tables' columns need of it.</summary>
internal sealed record EncodedRun(
    uint Series, long FirstTime, long LastTime, long FirstIndex, long LastIndex, long CommittedNs, int Samples, byte[] Data)
{
    public static EncodedRun Of(HistoryRun run, ChunkEncoder encoder)
    {
        var data = encoder.Encode(run);
        var header = ChunkHeader.Read(data);
        return new EncodedRun(
            run.Series.Value,
            header.FirstTime,
            header.LastTime,
            checked((long)header.FirstIndex),
            checked((long)header.LastIndex),
            header.CommittedNs,
            header.Count,
            data);
    }
}
