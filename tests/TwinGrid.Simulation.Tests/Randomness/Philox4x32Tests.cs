using System.Globalization;
using TwinGrid.Simulation.Randomness;
using TwinGrid.Simulation.Tests.Validation;

namespace TwinGrid.Simulation.Tests.Randomness;

/// <summary>Known answers of the authors' distribution of Random123.</summary>
public sealed class Philox4x32Tests
{
    public static TheoryData<uint[], uint[], uint[]> KnownAnswers => new()
    {
        { [0, 0, 0, 0], [0, 0], [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8] },
        {
            [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff], [0xffffffff, 0xffffffff],
            [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]
        },
        {
            [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0],
            [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1]
        },
    };

    [Theory]
    [Validation("Philox4x32.Block")]
    [MemberData(nameof(KnownAnswers))]
    public void Block_KnownCounterAndKey_GivesPublishedWords(uint[] counter, uint[] key, uint[] expected)
    {
        var (low, high) = Philox4x32.Block(Pair(counter, 0), Pair(counter, 2), Pair(key, 0));

        KnownAnswer.CheckExact("76", $"Philox4x32-10, first counter word {counter[0]:x8}", Words(Pair(expected, 0), Pair(expected, 2)), Words(low, high));
    }

    [Theory]
    [MemberData(nameof(KnownAnswers))]
    public void FourBlocks_AnyCounter_GivesBlockAfterBlock(uint[] counter, uint[] key, uint[] expected)
    {
        Span<ulong> words = stackalloc ulong[8];

        Philox4x32.FourBlocks(Pair(counter, 0), Pair(counter, 2), Pair(key, 0), words);

        Assert.Equal([Pair(expected, 0), Pair(expected, 2)], words[..2].ToArray());
        for (var i = 0; i < 4; i++)
        {
            var (low, high) = Philox4x32.Block(unchecked(Pair(counter, 0) + (ulong)i), Pair(counter, 2), Pair(key, 0));
            Assert.Equal([low, high], words.Slice(2 * i, 2).ToArray());
        }
    }

    private static string Words(ulong low, ulong high) =>
        string.Create(CultureInfo.InvariantCulture, $"{(uint)low:x8} {low >> 32:x8} {(uint)high:x8} {high >> 32:x8}");

    private static ulong Pair(uint[] words, int at) => words[at] | ((ulong)words[at + 1] << 32);
}
