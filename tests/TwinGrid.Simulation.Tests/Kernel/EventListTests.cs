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
    public void Pop_AnyMixtureOfOperations_MatchesSortedReference() => Operations.Sample(operations =>
    {
        var list = new EventList();
        var reference = new SortedSet<(long Time, ulong Order)>();
        var handles = new List<(EventHandle Handle, (long Time, ulong Order) Key)>();
        var target = new Target();
        var order = 0UL;
        long now = 0;
        foreach (var (what, value) in operations)
        {
            switch (what)
            {
                case < 5:
                    var key = (Time: now + value / 5, Order: order++);
                    handles.Add((list.Add(key.Time, key.Order, target, value, (long)key.Order), key));
                    reference.Add(key);
                    break;
                case < 7 when handles.Count > 0:
                    var (handle, cancelled) = handles[value % handles.Count];
                    Assert.Equal(reference.Contains(cancelled), list.IsPending(handle));
                    Assert.Equal(reference.Remove(cancelled), list.Cancel(handle));
                    break;
                default:
                    now = Next(list, reference, now);
                    break;
            }
        }

        while (list.Count > 0)
        {
            now = Next(list, reference, now);
        }

        Assert.Empty(reference);
    });

    [Fact]
    public void Handle_AfterItsSlotServesAnother_CancelsNothing()
    {
        var list = new EventList();
        var target = new Target();
        var first = list.Add(1, 0, target, 0, 0);
        Assert.True(list.Pop(out _, out _, out _, out _));
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
            list.Pop(out var time, out _, out _, out _);
            var handle = list.Add(time + 1_000, (ulong)time, target, 0, 0);
            if (i % 3 == 0)
            {
                list.Cancel(handle);
                list.Add(time + 1_000, (ulong)time, target, 0, 0);
                list.Pop(out _, out _, out _, out _);
            }
        }
    }

    private static long Next(EventList list, SortedSet<(long Time, ulong Order)> reference, long now)
    {
        while (list.Count > 0)
        {
            var next = list.NextTime;
            if (list.Pop(out var time, out _, out _, out var argument))
            {
                Assert.Equal(next, time);
                Assert.Equal(reference.Min, (time, (ulong)argument));
                reference.Remove(reference.Min);
                return time;
            }
        }

        Assert.Empty(reference);
        return now;
    }

    private sealed class Target : IEventTarget
    {
        public ulong TraceId => 1;

        public void OnEvent(int kind, long argument)
        {
        }
    }
}
