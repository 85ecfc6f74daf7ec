using TwinGrid.Model.Time;
using TwinGrid.Simulation.Flow.Boundaries;
using TwinGrid.Simulation.Flow.Parts;
using TwinGrid.Simulation.Monitors;

namespace TwinGrid.Simulation.Flow.Orders;

/// <summary>What is observed of orders.</summary>
internal sealed class OrderFigures
{
    private readonly SimClock clock;
    private readonly CounterMonitor placed;
    private readonly CounterMonitor completed;
    private readonly CounterMonitor due;
    private readonly CounterMonitor late;
    private readonly TallyMonitor leadTime;
    private readonly TallyMonitor tardiness;
    private readonly CounterMonitor released;
    private readonly TimeWeightedMonitor backlog;
    private readonly TimeWeightedMonitor inside;
    private double lastSeconds = double.NaN;
    private bool isOpen = true;

    public OrderFigures(SimClock clock, Func<ComponentMonitor, ComponentMonitor> observe)
    {
        this.clock = clock;
        placed = new CounterMonitor("orders", "1", clock);
        completed = new CounterMonitor("completed", "1", clock);
        due = new CounterMonitor("due", "1", clock);
        late = new CounterMonitor("late", "1", clock);
        leadTime = new TallyMonitor("orderLeadTime", "s");
        tardiness = new TallyMonitor("orderTardiness", "s");
        released = new CounterMonitor("released", "1", clock);
        backlog = new TimeWeightedMonitor("backlog", "1", clock);
        inside = new TimeWeightedMonitor("inside", "1", clock);
        ComponentMonitor[] all =
        [
            placed, completed, due, late, new RatioMonitor("lateShare", late, due), leadTime, tardiness, released, backlog, inside,
            new GaugeMonitor("makespan", "s", () => isOpen ? double.NaN : lastSeconds),
        ];
        foreach (var monitor in all)
        {
            observe(monitor);
        }
    }

    public void Place() => placed.Add();

    public void Release() => released.Add();

    /// <summary>Parts that are wanted and have not entered the plant, and parts that are in it.</summary>
    public void Show(SimTime now, long wanted, long within)
    {
        backlog.Set(now, wanted);
        inside.Set(now, within);
    }

    /// <summary>Whether orders are open or known to come.</summary>
    public void SetOpen(bool value) => isOpen = value;

    public void Complete(Order order, SimTime now)
    {
        completed.Add();
        lastSeconds = clock.Seconds(now);
        leadTime.Add(clock.Seconds(now - order.Received));
        if (order.Due != SimTime.Never)
        {
            var seconds = clock.Seconds(now - order.Due);
            due.Add();
            late.Add(seconds > 0 ? 1 : 0);
            tardiness.Add(Math.Max(0, seconds));
        }
    }
}
