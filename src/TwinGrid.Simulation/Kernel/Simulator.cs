using System.Globalization;
using TwinGrid.Model.Time;
using TwinGrid.Simulation.Processes;
using TwinGrid.Simulation.Randomness;

namespace TwinGrid.Simulation.Kernel;

/// <summary>
/// One replication's clock, event list, random streams and event trace. Single-threaded; sees nothing but what it was given. Events happen in the order of
/// (time, priority, sequence of scheduling), so that the same inputs give the same trace.
/// </summary>
public sealed class Simulator
{
    private const int SequenceBits = 48;
    private const ulong MaxSequence = (1UL << SequenceBits) - 1;

    private readonly EventList events = new();
    private readonly List<object> shared = [];
    private ulong sequence;
    private bool isStopping;

    /// <summary>A simulator at time 0 with nothing to do.</summary>
    /// <param name="clock">What a tick is.</param>
    /// <param name="streams">Chance.</param>
    public Simulator(SimClock clock, StreamSource streams)
    {
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(streams);
        Clock = clock;
        Streams = streams;
        Processes = new ProcessTable(this);
    }

    /// <summary>What a tick is.</summary>
    public SimClock Clock { get; }

    /// <summary>Random streams by component path and purpose.</summary>
    public StreamSource Streams { get; }

    /// <summary>
    /// The start on the calendar, s since Monday 1970-01-05 00:00 UTC; null = at no particular time, so that calendars begin on a Monday at 00:00.
    /// </summary>
    public double? CalendarSeconds { get; init; }

    /// <summary>The trace so far.</summary>
    public EventTrace Trace { get; } = new();

    /// <summary>The present.</summary>
    public SimTime Now { get; private set; }

    /// <summary>The present in s since the start.</summary>
    public double NowSeconds => Clock.Seconds(Now);

    /// <summary>When the last event happened; the start when none has.</summary>
    public SimTime LastEvent { get; private set; }

    /// <summary>Events that have happened.</summary>
    public long EventCount => Trace.Count;

    /// <summary>Events to come.</summary>
    public int Pending => events.Count;

    /// <summary>What the next event will happen to; null when none is to come.</summary>
    internal IEventTarget? NextTarget => events.Next(long.MaxValue - 1);

    /// <summary>What the processes share.</summary>
    internal ProcessTable Processes { get; }

    /// <summary>Schedules an event.</summary>
    /// <param name="delay">From now; not negative. Beyond the end of ticks it never happens.</param>
    /// <param name="target">What it happens to.</param>
    /// <param name="kind">The target's own numbering.</param>
    /// <param name="argument">Handed to the target.</param>
    /// <param name="priority">See <see cref="EventPriority"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative delay.</exception>
    public EventHandle Schedule(SimDuration delay, IEventTarget target, int kind, long argument = 0, short priority = EventPriority.Normal)
    {
        if (delay.Ticks < 0)
        {
            throw Past(delay);
        }

        ArgumentNullException.ThrowIfNull(target);
        return Add(Now + delay, target, kind, argument, priority);
    }

    /// <summary>Schedules an event at an instant.</summary>
    /// <param name="time">Now or later.</param>
    /// <param name="target">What it happens to.</param>
    /// <param name="kind">The target's own numbering.</param>
    /// <param name="argument">Handed to the target.</param>
    /// <param name="priority">See <see cref="EventPriority"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">In the past.</exception>
    /// <exception cref="InvalidOperationException">More events than a sequence number can tell apart (2^48).</exception>
    public EventHandle ScheduleAt(SimTime time, IEventTarget target, int kind, long argument = 0, short priority = EventPriority.Normal)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (time < Now)
        {
            throw Past(time);
        }

        return Add(time, target, kind, argument, priority);
    }

    /// <summary>
    /// What the components of a replication have in common, such as a pool: one object of a type, made when it is first asked for. Not for the hot path.
    /// </summary>
    /// <typeparam name="T">What is wanted; internal to those who share it.</typeparam>
    public T Shared<T>()
        where T : class, new()
    {
        foreach (var item in shared)
        {
            if (item is T found)
            {
                return found;
            }
        }

        var made = new T();
        shared.Add(made);
        return made;
    }

    /// <summary>Takes an event back. False when it has happened or was taken back before.</summary>
    public bool Cancel(EventHandle handle) => events.Cancel(handle);

    /// <summary>Whether the event is still to come.</summary>
    public bool IsPending(EventHandle handle) => events.IsPending(handle);

    /// <summary>Lets <see cref="RunUntil"/> return after the present event; the clock stays at it.</summary>
    public void Stop() => isStopping = true;

    /// <summary>Lets all events up to and including an instant happen and sets the clock to it.</summary>
    /// <param name="end">Now or later; <see cref="SimTime.Never"/> = until nothing is left, the clock then stays at the last event.</param>
    /// <param name="maxEvents">Stops after so many events, for callers that look for cancellation or budgets in between.</param>
    /// <returns>True when the end was reached; false when it was stopped or used up <paramref name="maxEvents"/>.</returns>
    public bool RunUntil(SimTime end, long maxEvents = long.MaxValue)
    {
        if (end < Now)
        {
            throw new ArgumentOutOfRangeException(nameof(end), end.Ticks, $"Run until {Text(end)}, but it is {Text(Now)} already.");
        }

        isStopping = false;
        var last = Math.Min(end.Ticks, long.MaxValue - 1);
        while (maxEvents > 0 && !isStopping && events.TryTake(last, out var time, out var target, out var kind, out var argument))
        {
            Now = LastEvent = new SimTime(time);
            Trace.Add(time, target.TraceId, kind, argument);
            maxEvents--;
            target.OnEvent(kind, argument);
        }

        if (isStopping || events.IsDue(last))
        {
            return false;
        }

        Now = end == SimTime.Never ? Now : end;
        return true;
    }

    private EventHandle Add(SimTime time, IEventTarget target, int kind, long argument, short priority)
    {
        if (sequence > MaxSequence)
        {
            throw new InvalidOperationException("More than 2^48 events were scheduled in one replication.");
        }

        // Priorities from the least, so that they compare as unsigned numbers do.
        var order = ((ulong)(ushort)(priority - short.MinValue) << SequenceBits) | sequence++;
        return events.Add(time.Ticks, order, target, kind, argument);
    }

    // Apart, so that what formats the messages takes no room in the methods that are called for every event.
    private ArgumentOutOfRangeException Past(SimDuration delay) => new(nameof(delay), delay.Ticks, $"A delay of {Text(new SimTime(delay.Ticks))}; an event can't be in the past.");

    private ArgumentOutOfRangeException Past(SimTime time) =>
        new(nameof(time), time.Ticks, $"An event at {Text(time)}, {Text(new SimTime((Now - time).Ticks))} in the past.");

    private string Text(SimTime time) => string.Create(CultureInfo.InvariantCulture, $"{Clock.Seconds(time)} s");
}
