using System.Globalization;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Monitors;
using TwinGrid.Simulation.Processes;

namespace TwinGrid.Simulation.Resources;

/// <summary>An amount of something between nothing and a capacity: fuel in a tank, kWh in a battery, parts that nobody tells apart. Puts and gets are each served strictly in the order in which they came.</summary>
public sealed class Container : WaitSource
{
    private const int GetOperation = 0;
    private const int PutOperation = 1;

    private readonly FifoLine gets = new();
    private readonly FifoLine puts = new();

    /// <summary>A container of a replication.</summary>
    /// <param name="simulator">The replication's simulator.</param>
    /// <param name="name">For messages and monitors.</param>
    /// <param name="unit">UCUM code of amounts.</param>
    /// <param name="capacity">Above 0; may be infinite.</param>
    /// <param name="level">0 to the capacity.</param>
    /// <exception cref="ArgumentOutOfRangeException">Capacity or level not within that.</exception>
    public Container(Simulator simulator, string name, string unit, double capacity = double.PositiveInfinity, double level = 0)
        : base(simulator)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        Unit = unit;
        Capacity = capacity > 0 ? capacity : throw Wrong(nameof(capacity), "capacity", capacity, "above 0");
        Levels = new TimeWeightedMonitor($"{name}.level", unit, simulator.Clock, level is >= 0 && level <= capacity ? level : throw Wrong(nameof(level), "level", level, "from 0 to the capacity"));
        GetQueue = new TimeWeightedMonitor($"{name}.getQueue", "1", simulator.Clock);
        PutQueue = new TimeWeightedMonitor($"{name}.putQueue", "1", simulator.Clock);
    }

    /// <summary>For messages and monitors.</summary>
    public string Name { get; }

    /// <summary>UCUM code of amounts.</summary>
    public string Unit { get; }

    /// <summary>The most that it holds.</summary>
    public double Capacity { get; }

    /// <summary>What it holds.</summary>
    public double Level => Levels.Level;

    /// <summary>The level over time.</summary>
    public TimeWeightedMonitor Levels { get; }

    /// <summary>Processes that wait to get, over time.</summary>
    public TimeWeightedMonitor GetQueue { get; }

    /// <summary>Processes that wait to put, over time.</summary>
    public TimeWeightedMonitor PutQueue { get; }

    /// <summary>All monitors.</summary>
    public IReadOnlyList<ComponentMonitor> Monitors => [Levels, GetQueue, PutQueue];

    /// <summary>Takes an amount out, when all of it is there.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not from 0 to the capacity: it would wait for ever.</exception>
    public Wait Get(double amount) => new(this, value: Amount(amount), operation: GetOperation);

    /// <summary>Puts an amount in, when there is room for all of it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not from 0 to the capacity: it would wait for ever.</exception>
    public Wait Put(double amount) => new(this, value: Amount(amount), operation: PutOperation);

    /// <summary>Takes an amount out now, if it is there and nobody waits for any; from anywhere.</summary>
    public bool TryGet(double amount)
    {
        if (gets.Count > 0 || Amount(amount) > Level)
        {
            return false;
        }

        Change(-amount);
        Serve();
        return true;
    }

    /// <summary>Puts an amount in now, if there is room and nobody waits to put; from anywhere.</summary>
    public bool TryPut(double amount)
    {
        if (puts.Count > 0 || Amount(amount) > Capacity - Level)
        {
            return false;
        }

        Change(amount);
        Serve();
        return true;
    }

    internal override bool Enrol(WaitNode node, in Wait wait)
    {
        node.Operation = wait.Operation;
        node.Amount = wait.Value;
        if (wait.Operation == GetOperation ? TryGet(wait.Value) : TryPut(wait.Value))
        {
            return true;
        }

        var (line, queue) = LineOf(node);
        line.Add(node);
        queue.Set(Simulator.Now, line.Count);
        return false;
    }

    internal override void Withdraw(WaitNode node)
    {
        var (line, queue) = LineOf(node);
        line.Remove(node);
        queue.Set(Simulator.Now, line.Count);

        // The next in the line may want less.
        Serve();
    }

    internal override void TakeBack(WaitNode node)
    {
        if (node.Operation == GetOperation)
        {
            Change(node.Amount);
            Serve();
        }
    }

    private (FifoLine Line, TimeWeightedMonitor Queue) LineOf(WaitNode node) => node.Operation == GetOperation ? (gets, GetQueue) : (puts, PutQueue);

    private void Serve()
    {
        bool served;
        do
        {
            served = false;
            if (puts.First is { } put && put.Amount <= Capacity - Level)
            {
                served = true;
                Finish(put, put.Amount);
            }

            if (gets.First is { } get && get.Amount <= Level)
            {
                served = true;
                Finish(get, -get.Amount);
            }
        }
        while (served);
    }

    private void Finish(WaitNode node, double change)
    {
        var (line, queue) = LineOf(node);
        line.Remove(node);
        queue.Set(Simulator.Now, line.Count);
        Change(change);
        node.Body.Satisfied(node);
    }

    private void Change(double amount) => Levels.Set(Simulator.Now, Math.Clamp(Level + amount, 0, Capacity));

    private double Amount(double amount) => amount >= 0 && amount <= Capacity ? amount : throw Wrong(nameof(amount), "amount", amount, $"from 0 to its capacity of {Text(Capacity)}");

    private ArgumentOutOfRangeException Wrong(string argument, string what, double value, string range) =>
        new(argument, value, $"Container {Name}: {what} of {Text(value)}; {range}.");

    private string Text(double value) => string.Create(CultureInfo.InvariantCulture, $"{value} {Unit}");
}
