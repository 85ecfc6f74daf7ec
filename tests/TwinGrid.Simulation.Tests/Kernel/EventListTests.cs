using CsCheck;
using TwinGrid.Simulation.Kernel;

namespace TwinGrid.Simulation.Tests.Kernel;

public sealed class EventListTests
{
    /// <summary>An operation: add at a time, cancel one of those added, or take the next.</summary>
    private static readonly Gen<(int What, int Value)[]> Operations =
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 50]).Array[0, 400];

    // Against a sorted set: any mixture of adds, cancellations and removals comes out by (time, order).
    [Fact]
    public void TryTake_AnyMixtureOfOperations_MatchesSortedReference() => Operations.Sample(operations =>
    {
        var list = new EventList();
        var reference = new SortedSet<(long Time, ulong Order)>();
        var handles = new List<(EventHandle Handle, (long Time, ulong Order) Key)>();
        Target[] targets = [new(), new(), new()];
        var order = 0UL;
        long now = 0;
        foreach (var (what, value) in operations)
        {
            switch (what)
            {
                case < 5:
                    // Now and then one that is more urgent than those before it.
                    var key = (Time: now + value / 5, Order: (value % 7 == 0 ? 0UL : 1UL << 32) + order++);
                    handles.Add((list.Add(key.Time, key.Order, targets[value % 3], value, (long)key.Order), key));
                    reference.Add(key);
                    break;
                case < 7 when handles.Count > 0:
                    var (handle, cancelled) = handles[value % handles.Count];
                    Assert.Equal(reference.Contains(cancelled), list.IsPending(handle));
                    Assert.Equal(reference.Remove(cancelled), list.Cancel(handle));
                    break;
                default:
                    now = Next(list, reference, now, value % 2 == 0);
                    break;
            }
        }

        while (reference.Count > 0)
        {
            now = Next(list, reference, now, false);
        }

        Assert.False(list.TryTake(long.MaxValue - 1, out _, out _, out _, out _));
        Assert.Equal(0, list.Count);
    });

    [Fact]
    public void TryTake_EventThatNeverHappens_IsLeft()
    {
        var list = new EventList();
        list.Add(long.MaxValue, 0, new Target(), 0, 0);
        Assert.False(list.TryTake(long.MaxValue - 1, out _, out _, out _, out _));
        Assert.Equal(1, list.Count);
    }

    [Fact]
    public void Handle_AfterItsSlotServesAnother_CancelsNothing()
    {
        var list = new EventList();
        var target = new Target();
        var first = list.Add(1, 0, target, 0, 0);
        Assert.True(list.TryTake(1, out _, out _, out _, out _));
        var second = list.Add(2, 1, target, 0, 0);

        Assert.False(list.Cancel(first));
        Assert.False(list.Cancel(default));
        Assert.True(list.IsPending(second));
        Assert.True(list.Cancel(second));
        Assert.False(list.Cancel(second));
    }

    [Fact]
    public void Add_SteadyNumberOfEvents_AllocatesNothing()
    {
        var list = new EventList();
        var target = new Target();
        for (var i = 0; i < 1_000; i++)
        {
            list.Add(i, (ulong)i, target, 0, 0);
        }

        Turn(list, target, 1_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Turn(list, target, 100_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Turn(EventList list, Target target, int times)
    {
        for (var i = 0; i < times; i++)
        {
            list.TryTake(long.MaxValue - 1, out var time, out _, out _, out _);
            var handle = list.Add(time + 1_000, (ulong)time, target, 0, 0);
            if (i % 3 == 0)
            {
                list.Cancel(handle);
                list.Add(time + 1_000, (ulong)time, target, 0, 0);
                list.TryTake(long.MaxValue - 1, out _, out _, out _, out _);
            }
        }
    }

    // Takes the next event, if one is left. Some ask first, since that takes cancelled events off, too.
    private static long Next(EventList list, SortedSet<(long Time, ulong Order)> reference, long now, bool asks)
    {
        if (reference.Count == 0)
        {
            Assert.False(list.TryTake(long.MaxValue - 1, out _, out _, out _, out _));
            return now;
        }

        var next = reference.Min;
        if (asks)
        {
            Assert.False(list.IsDue(next.Time - 1));
            Assert.True(list.IsDue(next.Time));
        }

        Assert.False(list.TryTake(next.Time - 1, out _, out _, out _, out _));
        Assert.True(list.TryTake(next.Time, out var time, out _, out _, out var argument));
        Assert.Equal(next, (time, (ulong)argument));
        reference.Remove(next);
        return time;
    }

    private sealed class Target : IEventTarget
    {
        public ulong TraceId => 1;

        public void OnEvent(int kind, long argument)
        {
        }
    }
}
