using System.Globalization;
using TwinGrid.Model.Time;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Monitors;
using TwinGrid.Simulation.Processes;

namespace TwinGrid.Simulation.Resources;

/// <summary>Equal units that processes hold for a while, first come, first served: machines of a kind, a crew, berths.</summary>
public class Resource : WaitSource
{
    private readonly WaitLine line;
    private readonly TallyMonitor waits;
    private readonly TimeWeightedMonitor queueLength;
    private readonly TimeWeightedMonitor utilisation;
    private Holder[] holders;
    private int holderCount;
    private int free = -1;
    private int capacity;
    private double share;

    /// <summary>A resource of a replication, with all units free.</summary>
    /// <param name="simulator">The replication's simulator.</param>
    /// <param name="name">For messages and monitors.</param>
    /// <param name="capacity">Units, 0 or more.</param>
    public Resource(Simulator simulator, string name, int capacity = 1)
        : this(simulator, name, capacity, new FifoLine())
    {
    }

    private protected Resource(Simulator simulator, string name, int capacity, WaitLine line)
        : base(simulator)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        this.line = line;
        Name = name;
        holders = new Holder[Math.Clamp(capacity, 4, 64)];
        waits = new TallyMonitor($"{name}.wait", "s");
        queueLength = new TimeWeightedMonitor($"{name}.queueLength", "1", simulator.Clock);
        utilisation = new TimeWeightedMonitor($"{name}.utilisation", "1", simulator.Clock);
        Capacity = capacity;
    }

    /// <summary>For messages and monitors.</summary>
    public string Name { get; }

    /// <summary>
    /// Units, 0 or more; may change while the model runs. More of them serve at once who waits; fewer of them take none away: units held beyond it are gone when they are given back.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public int Capacity
    {
        get => capacity;
        set
        {
            if (value < 0)
            {
                throw new ArgumentOutOfRangeException(nameof(value), value, string.Create(CultureInfo.InvariantCulture, $"{Name} with a capacity of {value}; 0 or more."));
            }

            capacity = value;
            share = value > 0 ? 1.0 / value : 0;
            utilisation.Set(Simulator.Now, InUse * share);
            Serve();
        }
    }

    /// <summary>Units held.</summary>
    public int InUse { get; private set; }

    /// <summary>Processes that wait; those who look at it before they request may balk.</summary>
    public int Queue => line.Count;

    /// <summary>Processes that wait, over time.</summary>
    public TimeWeightedMonitor QueueLength => queueLength;

    /// <summary>Share of the capacity in use, over time.</summary>
    public TimeWeightedMonitor Utilisation => utilisation;

    /// <summary>Waits of the requests that were granted, s; 0 for those granted at once.</summary>
    public TallyMonitor Waits => waits;

    /// <summary>All monitors.</summary>
    public IReadOnlyList<ComponentMonitor> Monitors => [queueLength, utilisation, waits];

    /// <summary>A unit, to be awaited; give it back by disposing the grant.</summary>
    public GrantWait Request() => new(new Wait(this));

    /// <summary>A unit, if one is free and nobody waits; from anywhere within the running process.</summary>
    /// <returns>A grant of nothing when none is free.</returns>
    /// <exception cref="InvalidOperationException">Not within a process.</exception>
    public Grant TryRequest()
    {
        var body = Simulator.Processes.Running("A request");
        if (!HasFree)
        {
            return default;
        }

        waits.Add(0);
        return Grant(Hold(body, 0));
    }

    internal override bool Enrol(WaitNode node, in Wait wait)
    {
        if (HasFree)
        {
            Take(node);
            return true;
        }

        Queueing(node, wait);
        line.Add(node);
        queueLength.Set(Simulator.Now, line.Count);
        return false;
    }

    internal override void Withdraw(WaitNode node)
    {
        line.Remove(node);
        queueLength.Set(Simulator.Now, line.Count);
    }

    internal override void TakeBack(WaitNode node) => Release(node.Slot, holders[node.Slot].Generation);

    internal Grant GrantOf(WaitNode node, in WaitResult result) =>
        result.Completed ? Grant(node.Slot) : new Grant(null, 0, 0, result);

    internal bool IsHeld(int slot, uint generation) => holders[slot].Generation == generation && holders[slot].Body is not null;

    internal bool Release(int slot, uint generation)
    {
        if (!IsHeld(slot, generation))
        {
            return false;
        }

        Free(slot);
        Serve();
        return true;
    }

    /// <summary>Places a request in the line, before it joins it.</summary>
    private protected virtual void Queueing(WaitNode node, in Wait wait)
    {
    }

    private protected bool HasFree => InUse < capacity && line.Count == 0;

    private protected WaitNode? NextInLine => line.First;

    private protected ReadOnlySpan<Holder> Holders => holders.AsSpan(0, holderCount);

    private protected void Take(WaitNode node)
    {
        waits.Add(Simulator.Clock.Seconds(Simulator.Now - node.Since));
        node.Slot = Hold(node.Body, node.Priority);
    }

    private protected void Free(int slot)
    {
        ref var holder = ref holders[slot];
        holder.Body = null;
        holder.Generation++;
        holder.Next = free;
        free = slot;
        InUse--;
        utilisation.Set(Simulator.Now, InUse * share);
    }

    private int Hold(ProcessBody body, double priority)
    {
        var slot = free;
        if (slot >= 0)
        {
            free = holders[slot].Next;
        }
        else
        {
            slot = holderCount++;
            if (slot == holders.Length)
            {
                Array.Resize(ref holders, slot * 2);
            }

            holders[slot].Generation = 1;
        }

        ref var holder = ref holders[slot];
        holder.Body = body;
        holder.Priority = priority;
        holder.Since = Simulator.Now;
        InUse++;
        utilisation.Set(Simulator.Now, InUse * share);
        return slot;
    }

    private Grant Grant(int slot) => new(this, slot, holders[slot].Generation, default);

    private void Serve()
    {
        if (line.Count == 0)
        {
            return;
        }

        while (InUse < capacity && line.First is { } node)
        {
            line.Remove(node);
            Take(node);
            node.Body.Satisfied(node);
        }

        queueLength.Set(Simulator.Now, line.Count);
    }

    /// <summary>A unit in use.</summary>
    private protected struct Holder
    {
        /// <summary>Who requested it; null = the place is free.</summary>
        public ProcessBody? Body;

        /// <summary>Of the request.</summary>
        public double Priority;

        /// <summary>Granted at.</summary>
        public SimTime Since;

        /// <summary>Distinguishes the grants that one place serves.</summary>
        public uint Generation;

        /// <summary>The next free place.</summary>
        public int Next;
    }
}
