using TwinGrid.Simulation.Kernel;

namespace TwinGrid.Simulation.Tests.Kernel;

public sealed class EventTraceTests
{
    [Fact]
    public void Digest_SameEvents_IsTheSame() => Assert.Equal(Filled(5_000).Digest, Filled(5_000).Digest);

    [Theory]
    [InlineData(1, 0, 0, 0)]
    [InlineData(0, 1, 0, 0)]
    [InlineData(0, 0, 1, 0)]
    [InlineData(0, 0, 0, 1)]
    public void Digest_OneFieldOfOneEventDiffers_Differs(long time, ulong target, int kind, long argument)
    {
        var trace = new EventTrace();
        var other = new EventTrace();
        trace.Add(10, 20, 3, 4);
        other.Add(10 + time, 20 + target, 3 + kind, 4 + argument);
        for (var i = 0; i < 100; i++)
        {
            trace.Add(i, 1, 1, 1);
            other.Add(i, 1, 1, 1);
        }

        Assert.NotEqual(trace.Digest, other.Digest);
    }

    [Fact]
    public void Digest_TwoEventsSwapped_Differs()
    {
        var trace = new EventTrace();
        var other = new EventTrace();
        trace.Add(1, 1, 1, 1);
        trace.Add(1, 2, 1, 1);
        other.Add(1, 2, 1, 1);
        other.Add(1, 1, 1, 1);
        Assert.NotEqual(trace.Digest, other.Digest);
    }

    // The digest is kept in records of runs: its definition must not change unnoticed.
    [Fact]
    public void Digest_KnownEvents_KeepsItsValue()
    {
        Assert.Equal(0x227A9527F9B445E5UL, Filled(0).Digest);
        Assert.Equal(0x369D59220147EAD6UL, Filled(1_000).Digest);
    }

    [Theory]
    [InlineData(1_023, 0)]
    [InlineData(1_024, 1)]
    [InlineData(65_536, 64)]
    [InlineData(66_560, 32)]
    [InlineData(1_000_000, 61)]
    public void Checkpoints_GrowingTrace_StayFewAndEven(int events, int expected)
    {
        var trace = Filled(events);
        Assert.Equal(expected, trace.Checkpoints.Count);
        var stride = trace.Checkpoints.Count > 0 ? trace.Checkpoints[0].Count : 0;
        Assert.All(trace.Checkpoints.Index(), c => Assert.Equal(stride * (c.Index + 1), c.Item.Count));
    }

    [Fact]
    public void Checkpoints_OfAPrefix_AgreeUpToTheFirstDifference()
    {
        var trace = Filled(20_000);
        var other = new EventTrace();
        for (var i = 0; i < 20_000; i++)
        {
            other.Add(i, 1, i == 12_345 ? 8 : 7, i);
        }

        var same = trace.Checkpoints.Zip(other.Checkpoints).TakeWhile(pair => pair.First == pair.Second).Count();
        Assert.Equal(12_345 / 1_024, same);
    }

    private static EventTrace Filled(int events)
    {
        var trace = new EventTrace();
        for (var i = 0; i < events; i++)
        {
            trace.Add(i, 1, 7, i);
        }

        return trace;
    }
}
