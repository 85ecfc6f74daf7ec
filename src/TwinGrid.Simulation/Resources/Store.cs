using System.Globalization;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Monitors;
using TwinGrid.Simulation.Processes;

namespace TwinGrid.Simulation.Resources;

/// <summary>
/// Items that processes put in and get out: a buffer, a warehouse, a mailbox. Without an order the item that came first goes first. Gets are served in the order in
/// which they came; one whose filter matches nothing lets later ones pass.
/// </summary>
/// <typeparam name="T">The items.</typeparam>
public sealed class Store<T> : WaitSource
{
    private const int GetOperation = 0;
    private const int PutOperation = 1;

    private readonly Comparison<T>? order;
    private readonly ItemRing<T> items = new();
    private readonly ItemSlots<T> slots = new();
    private readonly FifoLine gets = new();
    private readonly FifoLine puts = new();

    /// <summary>An empty store of a replication.</summary>
    /// <param name="simulator">The replication's simulator.</param>
    /// <param name="name">For messages and monitors.</param>
    /// <param name="capacity">Most items, at least 1.</param>
    /// <param name="order">The smallest item goes first, of equal ones the one that came first; null = the one that came first.</param>
    /// <exception cref="ArgumentOutOfRangeException">A capacity below 1.</exception>
    public Store(Simulator simulator, string name, int capacity = int.MaxValue, Comparison<T>? order = null)
        : base(simulator)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (capacity < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(capacity), capacity, string.Create(CultureInfo.InvariantCulture, $"Store {name} with a capacity of {capacity} items; 1 or more."));
        }

        Name = name;
        Capacity = capacity;
        this.order = order;
        Levels = new TimeWeightedMonitor($"{name}.level", "1", simulator.Clock);
        GetQueue = new TimeWeightedMonitor($"{name}.getQueue", "1", simulator.Clock);
        PutQueue = new TimeWeightedMonitor($"{name}.putQueue", "1", simulator.Clock);
    }

    /// <summary>For messages and monitors.</summary>
    public string Name { get; }

    /// <summary>Most items.</summary>
    public int Capacity { get; }

    /// <summary>Items in it.</summary>
    public int Count => items.Count;

    /// <summary>Items in it, over time.</summary>
    public TimeWeightedMonitor Levels { get; }

    /// <summary>Processes that wait to get, over time.</summary>
    public TimeWeightedMonitor GetQueue { get; }

    /// <summary>Processes that wait to put, over time.</summary>
    public TimeWeightedMonitor PutQueue { get; }

    /// <summary>All monitors.</summary>
    public IReadOnlyList<ComponentMonitor> Monitors => [Levels, GetQueue, PutQueue];

    /// <summary>The items, in the order in which they would go.</summary>
    public T this[int index] => items[index];

    /// <summary>Gets the first item, or the first that a filter lets pass.</summary>
    public ReceiveWait<T> Get(Func<T, bool>? filter = null) => new(new Wait(this, detail: filter, operation: GetOperation));

    /// <summary>Puts an item in, when there is room. To be awaited; where nobody can wait, <see cref="TryPut"/>.</summary>
    public Wait Put(T item) => new(this, slots.Keep(item), operation: PutOperation);

    /// <summary>Puts an item in now, if there is room and nobody waits to put; from anywhere.</summary>
    public bool TryPut(T item)
    {
        if (puts.Count > 0 || items.Count >= Capacity)
        {
            return false;
        }

        Insert(item);
        Serve();
        return true;
    }

    /// <summary>Gets an item now, if one is there that the filter lets pass; from anywhere.</summary>
    public bool TryGet(out T item, Func<T, bool>? filter = null)
    {
        var index = Find(filter);
        if (index < 0)
        {
            item = default!;
            return false;
        }

        item = Remove(index);
        Serve();
        return true;
    }

    internal override bool Enrol(WaitNode node, in Wait wait)
    {
        node.Operation = wait.Operation;
        if (wait.Operation == PutOperation)
        {
            node.Slot = (int)wait.Ticks;
            if (puts.Count == 0 && items.Count < Capacity)
            {
                Insert(slots.Take(node.Slot));
                Serve();
                return true;
            }

            puts.Add(node);
            PutQueue.Set(Simulator.Now, puts.Count);
            return false;
        }

        node.Detail = wait.Detail;
        if (Find((Func<T, bool>?)node.Detail) is >= 0 and var index)
        {
            node.Slot = slots.Keep(Remove(index));
            Serve();
            return true;
        }

        gets.Add(node);
        GetQueue.Set(Simulator.Now, gets.Count);
        return false;
    }

    internal override void Withdraw(WaitNode node)
    {
        if (node.Operation == PutOperation)
        {
            slots.Take(node.Slot);
            puts.Remove(node);
            PutQueue.Set(Simulator.Now, puts.Count);
        }
        else
        {
            gets.Remove(node);
            GetQueue.Set(Simulator.Now, gets.Count);
        }
    }

    internal override void TakeBack(WaitNode node)
    {
        if (node.Operation == GetOperation)
        {
            // To the front, where it was; beyond the capacity if need be.
            items.Insert(order is null ? 0 : PlaceOf(slots.Peek(node.Slot)), slots.Take(node.Slot));
            Levels.Set(Simulator.Now, items.Count);
            Serve();
        }
    }

    internal T Collect(WaitNode node)
    {
        node.IsDone = false;
        return slots.Take(node.Slot);
    }

    private int Find(Func<T, bool>? filter)
    {
        if (filter is null)
        {
            return items.Count > 0 ? 0 : -1;
        }

        for (var i = 0; i < items.Count; i++)
        {
            if (filter(items[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private void Insert(T item)
    {
        items.Insert(order is null ? items.Count : PlaceOf(item), item);
        Levels.Set(Simulator.Now, items.Count);
    }

    // After all that are not greater.
    private int PlaceOf(T item)
    {
        var (low, high) = (0, items.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = order!(items[middle], item) <= 0 ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private T Remove(int index)
    {
        var item = items.RemoveAt(index);
        Levels.Set(Simulator.Now, items.Count);
        return item;
    }

    private void Serve()
    {
        while (ServeGets() | ServePuts())
        {
        }
    }

    private bool ServePuts()
    {
        var served = false;
        while (puts.First is { } node && items.Count < Capacity)
        {
            served = true;
            puts.Remove(node);
            PutQueue.Set(Simulator.Now, puts.Count);
            Insert(slots.Take(node.Slot));
            node.Body.Satisfied(node);
        }

        return served;
    }

    private bool ServeGets()
    {
        var served = false;
        var node = gets.First;
        while (node is not null && items.Count > 0)
        {
            if (Find((Func<T, bool>?)node.Detail) is >= 0 and var index)
            {
                served = true;
                gets.Remove(node);
                GetQueue.Set(Simulator.Now, gets.Count);
                node.Slot = slots.Keep(Remove(index));
                node.Body.Satisfied(node);

                // Whoever got it may have left other places in the line.
                node = gets.First;
            }
            else
            {
                node = node.Next;
            }
        }

        return served;
    }
}
