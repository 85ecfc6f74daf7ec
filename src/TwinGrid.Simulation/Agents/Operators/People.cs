using TwinGrid.Model.Time;

namespace TwinGrid.Simulation.Agents.Operators;

/// <summary>
/// The people of a group: who is there, how much each has in hand, how tired each is. Those with the lowest numbers are on duty and are asked first among the least busy, so
/// that arms of an experiment ask the same ones.
/// </summary>
/// <param name="clock">What a tick is.</param>
/// <param name="fatigue">How they tire.</param>
/// <param name="capacity">Tasks that each can have in hand.</param>
/// <param name="finishes">Who has something in hand at the end of a shift stays until it is done.</param>
internal sealed class People(SimClock clock, FatigueSettings fatigue, int capacity, bool finishes)
{
    private Person[] people = [];
    private SimTime counted;
    private long busyTicks;
    private long placeTicks;
    private long overtimeTicks;
    private double fatigueIntegral;

    /// <summary>On duty.</summary>
    public int OnDuty { get; private set; }

    /// <summary>There, those included that stay to finish something.</summary>
    public int Present { get; private set; }

    /// <summary>Tasks in the hands of those who are there, each as often as people are at it.</summary>
    public int Busy { get; private set; }

    /// <summary>On duty with a hand free.</summary>
    public int Available { get; private set; }

    private int Overtime => Present - OnDuty;

    /// <summary>So many are on duty from now on.</summary>
    public void SetOnDuty(SimTime now, int count)
    {
        Account(now);
        if (count > people.Length)
        {
            var before = people.Length;
            Array.Resize(ref people, count);
            for (var i = before; i < count; i++)
            {
                people[i].Since = now;
            }
        }

        for (var i = 0; i < people.Length; i++)
        {
            ref var person = ref people[i];
            if (person.IsOnDuty != i < count)
            {
                person.IsOnDuty = i < count;
                OnDuty += person.IsOnDuty ? 1 : -1;
                Available += person.Load >= capacity ? 0 : person.IsOnDuty ? 1 : -1;
                UpdatePresence(ref person, now);
            }
        }
    }

    /// <summary>At a live start: those on duty have been there for a while.</summary>
    public void StartOnShift(double seconds)
    {
        for (var i = 0; i < people.Length; i++)
        {
            people[i].OnShiftSeconds = people[i].IsOnDuty ? seconds : 0;
        }
    }

    /// <summary>Takes the least busy of those available; there are enough of them.</summary>
    /// <param name="now">The present.</param>
    /// <param name="taken">Their numbers; all of it is filled.</param>
    public void Take(SimTime now, Span<int> taken)
    {
        Account(now);
        for (var n = 0; n < taken.Length; n++)
        {
            var index = LeastBusy(taken[..n]);
            ref var person = ref people[index];
            taken[n] = index;
            Busy++;
            Available -= ++person.Load >= capacity ? 1 : 0;
        }
    }

    /// <summary>They are done with a task.</summary>
    public void Free(SimTime now, ReadOnlySpan<int> taken)
    {
        Account(now);
        foreach (var index in taken)
        {
            ref var person = ref people[index];
            Busy -= person.IsPresent ? 1 : 0;
            Available += person.Load-- >= capacity && person.IsOnDuty ? 1 : 0;
            UpdatePresence(ref person, now);
        }
    }

    /// <summary>Fatigue of the most tired of them, s.</summary>
    public double FatigueSeconds(SimTime now, ReadOnlySpan<int> taken)
    {
        double most = 0;
        foreach (var index in taken)
        {
            most = Math.Max(most, OnShift(people[index], now) - fatigue.OnsetSeconds);
        }

        return most;
    }

    /// <summary>How many of them are there.</summary>
    public int PresentOf(ReadOnlySpan<int> taken)
    {
        var count = 0;
        foreach (var index in taken)
        {
            count += people[index].IsPresent ? 1 : 0;
        }

        return count;
    }

    /// <summary>People there have ever been.</summary>
    public int Count => people.Length;

    /// <summary>What one of them is doing, for charts.</summary>
    public string PhaseOf(int index) => !people[index].IsPresent ? "offDuty" : people[index].Load > 0 ? "busy" : "idle";

    /// <summary>Time at work so far, s; each task counts as often as people are at it.</summary>
    public double BusySeconds(SimTime now) => Seconds(busyTicks, Busy, now);

    /// <summary>The time that those who are there could have been at work, s.</summary>
    public double PlaceSeconds(SimTime now) => Seconds(placeTicks, Present, now) * capacity;

    /// <summary>The time that people were there, s.</summary>
    public double PresentSeconds(SimTime now) => Seconds(placeTicks, Present, now);

    /// <summary>The time that people stayed beyond their shift, s.</summary>
    public double OvertimeSeconds(SimTime now) => Seconds(overtimeTicks, Overtime, now);

    /// <summary>Fatigue of those who are there, integrated over time, s².</summary>
    public double FatigueIntegral(SimTime now)
    {
        var sum = fatigueIntegral;
        foreach (ref var person in people.AsSpan())
        {
            sum += person.IsPresent ? Tiring(person, now) : 0;
        }

        return sum;
    }

    private double Seconds(long ticks, int count, SimTime now) => clock.Seconds(new SimDuration(ticks + (count * (now - counted).Ticks)));

    private void Account(SimTime now)
    {
        var ticks = (now - counted).Ticks;
        busyTicks += Busy * ticks;
        placeTicks += Present * ticks;
        overtimeTicks += Overtime * ticks;
        counted = now;
    }

    private int LeastBusy(ReadOnlySpan<int> except)
    {
        var best = -1;
        for (var i = 0; i < people.Length; i++)
        {
            ref var person = ref people[i];
            if (person.IsOnDuty && person.Load < capacity && (best < 0 || person.Load < people[best].Load) && !except.Contains(i))
            {
                best = i;
                if (person.Load == 0)
                {
                    break;
                }
            }
        }

        return best;
    }

    private void UpdatePresence(ref Person person, SimTime now)
    {
        var isPresent = person.IsOnDuty || (finishes && person.Load > 0);
        if (isPresent == person.IsPresent)
        {
            return;
        }

        fatigueIntegral += person.IsPresent ? Tiring(person, now) : 0;
        person.OnShiftSeconds = OnShift(person, now);
        person.Since = now;
        person.IsPresent = isPresent;
        Present += isPresent ? 1 : -1;
        Busy += isPresent ? person.Load : -person.Load;
    }

    private double OnShift(in Person person, SimTime now)
    {
        var seconds = clock.Seconds(now - person.Since);
        return person.IsPresent ? person.OnShiftSeconds + seconds : Math.Max(0, person.OnShiftSeconds - (seconds * fatigue.Recovery));
    }

    // Fatigue grows by a second a second once the onset is reached.
    private double Tiring(in Person person, SimTime now)
    {
        var first = person.OnShiftSeconds - fatigue.OnsetSeconds;
        var last = first + clock.Seconds(now - person.Since);
        var (from, to) = (Math.Max(0, first), Math.Max(0, last));
        return ((to * to) - (from * from)) / 2;
    }
}
