using TwinGrid.Simulation.Randomness;

namespace TwinGrid.Simulation.Tests.Randomness;

public sealed class SplitMix64Tests
{
    [Theory]
    [InlineData(0, 6457827717110365317)]
    [InlineData(1, 3203168211198807973)]
    [InlineData(2, 9817491932198370423)]
    public void At_Seed1234567_GivesPublishedSequence(ulong index, ulong expected) => Assert.Equal(expected, SplitMix64.At(1234567, index));
}
