using System.Buffers.Binary;
using System.Text;
using TwinGrid.Model.Names;
using TwinGrid.Storage.Embedded.Log;

namespace TwinGrid.Storage.Embedded.LogLayout;

/// <summary>
/// Records of the store about a partition. They have index 0: they are no part of the partition's sequence. What they say is also in the header
/// of every later segment, so they may be recycled.
/// </summary>
internal static class ControlRecord
{
    /// <summary>A partition got its number: history id, key.</summary>
    public const byte Registered = 2;

    /// <summary>A new history began: history id, last index shared with the one before, reason in UTF-8 (for people).</summary>
    public const byte HistoryBegan = 3;

    private const int MaxReasonCharacters = 500;
    private const int HistoryBeganBytes = 24;

    public static byte[] EncodeRegistered(Guid historyId, PartitionKey key) => [.. historyId.ToByteArray(), .. Encoding.UTF8.GetBytes(key.ToString())];

    public static (Guid HistoryId, PartitionKey Key) DecodeRegistered(ReadOnlySpan<byte> payload) =>
        (new Guid(payload[..16]), PartitionKey.Parse(Encoding.UTF8.GetString(payload[16..])));

    public static byte[] EncodeHistoryBegan(Guid historyId, ulong through, string reason)
    {
        byte[] payload = [.. new byte[HistoryBeganBytes], .. Encoding.UTF8.GetBytes(reason[..Math.Min(reason.Length, MaxReasonCharacters)])];
        historyId.TryWriteBytes(payload);
        BinaryPrimitives.WriteUInt64LittleEndian(payload.AsSpan(16), through);
        return payload;
    }

    public static (Guid HistoryId, ulong Through) DecodeHistoryBegan(ReadOnlySpan<byte> payload) =>
        (new Guid(payload[..16]), BinaryPrimitives.ReadUInt64LittleEndian(payload[16..]));
}
