using System.Globalization;
using TwinGrid.Simulation.Randomness;
using TwinGrid.Simulation.Tests.Validation;

namespace TwinGrid.Simulation.Tests.Randomness;

public sealed class SplitMix64Tests
{
    [Theory]
    [Validation("SplitMix64.At")]
    [InlineData(0UL, 6457827717110365317UL)]
    [InlineData(1UL, 3203168211198807973UL)]
    [InlineData(2UL, 9817491932198370423UL)]
    public void At_Seed1234567_GivesPublishedSequence(ulong index, ulong expected) => KnownAnswer.CheckExact(
        "76",
        string.Create(CultureInfo.InvariantCulture, $"SplitMix64, seed 1234567, number {index + 1}"),
        expected.ToString(CultureInfo.InvariantCulture),
        SplitMix64.At(1234567, index).ToString(CultureInfo.InvariantCulture));
}
