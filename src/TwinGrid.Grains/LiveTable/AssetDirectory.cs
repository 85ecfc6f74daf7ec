using System.IO.Hashing;
using System.Numerics;
using System.Text;
using TwinGrid.Model.Names;

namespace TwinGrid.Grains.LiveTable;

/// <summary>
/// Names of a partition's assets: UTF-8 in one arena and an open-addressing hash of slots, about 30 bytes an asset and no object for any.
/// Readers see it as immutable; only <see cref="LayoutBuilder"/> fills a new one before it is published.
/// </summary>
internal sealed class AssetDirectory
{
    private const int Retired = int.MinValue;

    private byte[] arena = [0];
    private int arenaLength = 1; // offset 0 = slot not in use
    private int[] nameAt = [];
    private int[] entryOf = [];
    private int[] table = new int[8];
    private readonly List<AssetEntry> entries = [];

    /// <summary>One more than the highest slot in use.</summary>
    public int SlotCount { get; private set; }

    /// <summary>Slots that take samples.</summary>
    public int LiveCount { get; private set; }

    /// <summary>Whether the slot was given out.</summary>
    public bool IsUsed(int slot) => (uint)slot < (uint)SlotCount && nameAt[slot] != 0;

    /// <summary>Whether the slot is in use and its asset in the definition.</summary>
    public bool IsLive(int slot) => IsUsed(slot) && entryOf[slot] >= 0;

    /// <summary>Whether the slot is in use and its asset no longer in the definition.</summary>
    public bool IsRetired(int slot) => IsUsed(slot) && entryOf[slot] < 0;

    /// <summary>What the slot shares with others of its entry; of a retired asset the entry that it had last.</summary>
    public AssetEntry EntryOf(int slot) => entries[entryOf[slot] & int.MaxValue];

    /// <summary>Asset id in UTF-8 (ids are ASCII).</summary>
    public ReadOnlySpan<byte> Utf8IdOf(int slot)
    {
        var at = nameAt[slot];
        return arena.AsSpan(at + 1, arena[at]);
    }

    /// <summary>Asset id.</summary>
    public string IdOf(int slot) => Encoding.UTF8.GetString(Utf8IdOf(slot));

    /// <summary>The slot of an asset, retired ones too; -1 when there is none.</summary>
    public int Find(ReadOnlySpan<char> id)
    {
        if (id.Length is 0 or > Identifier.MaxLength || !Ascii.IsValid(id))
        {
            return -1;
        }

        Span<byte> utf8 = stackalloc byte[Identifier.MaxLength];
        return Find(utf8[..Encoding.ASCII.GetBytes(id, utf8)]);
    }

    /// <summary>The slot of an asset, retired ones too; -1 when there is none.</summary>
    public int Find(ReadOnlySpan<byte> utf8)
    {
        for (var at = HashOf(utf8) & (table.Length - 1); table[at] != 0; at = (at + 1) & (table.Length - 1))
        {
            var slot = table[at] - 1;
            if (Utf8IdOf(slot).SequenceEqual(utf8))
            {
                return slot;
            }
        }

        return -1;
    }

    /// <summary>A directory with the same slots, all of them retired until <see cref="Put"/> says otherwise, and no index yet.</summary>
    internal AssetDirectory Fork(int slots, int nameBytes)
    {
        var fork = new AssetDirectory { SlotCount = SlotCount, arenaLength = arenaLength };
        fork.arena = new byte[checked(arenaLength + nameBytes)];
        arena.AsSpan(0, arenaLength).CopyTo(fork.arena);
        fork.nameAt = new int[Math.Max(slots, SlotCount)];
        nameAt.AsSpan(0, SlotCount).CopyTo(fork.nameAt);
        fork.entryOf = new int[fork.nameAt.Length];
        fork.entries.AddRange(entries);
        for (var slot = 0; slot < SlotCount; slot++)
        {
            fork.entryOf[slot] = entryOf[slot] | Retired;
        }

        return fork;
    }

    /// <summary>Adds an entry and returns its number.</summary>
    internal int AddEntry(AssetEntry entry)
    {
        entries.Add(entry);
        return entries.Count - 1;
    }

    /// <summary>Gives a slot to an asset of an entry, under this id.</summary>
    internal void Put(int slot, ReadOnlySpan<byte> utf8, int entry)
    {
        if (slot >= nameAt.Length)
        {
            var length = Math.Max(slot + 1, nameAt.Length + (nameAt.Length / 2));
            Array.Resize(ref nameAt, length);
            Array.Resize(ref entryOf, length);
        }

        SlotCount = Math.Max(SlotCount, slot + 1);
        entryOf[slot] = entry;
        LiveCount++;
        if (nameAt[slot] != 0 && Utf8IdOf(slot).SequenceEqual(utf8))
        {
            return;
        }

        if (arena.Length - arenaLength <= utf8.Length)
        {
            Array.Resize(ref arena, checked(arena.Length + (arena.Length / 2) + utf8.Length + 1));
        }

        nameAt[slot] = arenaLength;
        arena[arenaLength] = (byte)utf8.Length;
        utf8.CopyTo(arena.AsSpan(arenaLength + 1));
        arenaLength += utf8.Length + 1;
    }

    /// <summary>Builds the index, gives spare room back and forgets entries that no slot has any more. An id leads to its live slot first.</summary>
    internal void Seal()
    {
        DropUnusedEntries();
        Array.Resize(ref nameAt, SlotCount);
        Array.Resize(ref entryOf, SlotCount);
        Array.Resize(ref arena, arenaLength);
        var used = nameAt.AsSpan().Length - nameAt.AsSpan().Count(0);
        table = new int[Math.Max(8, (int)BitOperations.RoundUpToPowerOf2((uint)(used + (used / 3)) + 1))];
        Index(live: true);
        Index(live: false);
    }

    private void Index(bool live)
    {
        for (var slot = SlotCount - 1; slot >= 0; slot--)
        {
            if (nameAt[slot] != 0 && entryOf[slot] >= 0 == live && (live || Find(Utf8IdOf(slot)) < 0))
            {
                var at = HashOf(Utf8IdOf(slot)) & (table.Length - 1);
                while (table[at] != 0)
                {
                    at = (at + 1) & (table.Length - 1);
                }

                table[at] = slot + 1;
            }
        }
    }

    private void DropUnusedEntries()
    {
        var numbers = new int[entries.Count];
        for (var slot = 0; slot < SlotCount; slot++)
        {
            if (nameAt[slot] != 0)
            {
                numbers[entryOf[slot] & int.MaxValue] = 1;
            }
        }

        var kept = new List<AssetEntry>();
        for (var i = 0; i < numbers.Length; i++)
        {
            if (numbers[i] != 0)
            {
                numbers[i] = kept.Count;
                kept.Add(entries[i]);
            }
        }

        entries.Clear();
        entries.AddRange(kept);
        for (var slot = 0; slot < SlotCount; slot++)
        {
            if (nameAt[slot] != 0)
            {
                entryOf[slot] = numbers[entryOf[slot] & int.MaxValue] | (entryOf[slot] & Retired);
            }
        }
    }

    private static int HashOf(ReadOnlySpan<byte> utf8) => (int)XxHash3.HashToUInt64(utf8);
}
