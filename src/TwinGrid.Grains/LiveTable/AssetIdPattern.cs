using System.Buffers.Text;
using System.Text;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Names;

namespace TwinGrid.Grains.LiveTable;

/// <summary>
/// Ids of an entry's assets as UTF-8, the same as <see cref="AssetDefinition.EnumerateIds"/> gives but without a string each: a range may
/// stand for a million.
/// </summary>
internal readonly struct AssetIdPattern
{
    private readonly byte[] before;
    private readonly byte[] after;
    private readonly int digits;

    /// <summary>Takes an entry's id apart.</summary>
    public AssetIdPattern(AssetDefinition asset)
    {
        var open = asset.From is null ? -1 : asset.Id.IndexOf('{', StringComparison.Ordinal);
        var close = open < 0 ? -1 : asset.Id.IndexOf('}', open);
        before = Encoding.UTF8.GetBytes(close < 0 ? asset.Id : asset.Id[..open]);
        after = Encoding.UTF8.GetBytes(close < 0 ? "" : asset.Id[(close + 1)..]);
        digits = close < 0 ? 0 : close - open - 1;
        First = asset.From ?? 0;
        Count = asset.Count;
    }

    /// <summary>Number of the first asset.</summary>
    public int First { get; }

    /// <summary>Assets.</summary>
    public int Count { get; }

    /// <summary>Writes an id of at most <see cref="Identifier.MaxLength"/> bytes; returns its length.</summary>
    public int Write(int number, Span<byte> utf8)
    {
        before.CopyTo(utf8);
        var length = before.Length;
        if (digits > 0)
        {
            Utf8Formatter.TryFormat(number, utf8[length..], out var written, new System.Buffers.StandardFormat('D', (byte)digits));
            length += written;
        }

        after.CopyTo(utf8[length..]);
        return length + after.Length;
    }
}
