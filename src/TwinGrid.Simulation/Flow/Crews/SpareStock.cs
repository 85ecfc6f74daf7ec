using TwinGrid.Model.Time;
using TwinGrid.Simulation.Distributions;
using TwinGrid.Simulation.Flow.Boundaries;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Monitors;
using TwinGrid.Simulation.Randomness;
using TwinGrid.Simulation.Signals;

namespace TwinGrid.Simulation.Flow.Crews;

/// <summary>A stock that repairs take from, reordered when what is there and on its way, less what is waited for, has come down to a point.</summary>
internal sealed class SpareStock : Component, IResourcePool
{
    private const int DeliveryKind = 1;

    private readonly ClaimQueue waiting = new();
    private readonly Distribution leadTime;
    private readonly IndexedDraws draws;
    private readonly TimeWeightedMonitor stockLevel;
    private readonly TimeWeightedMonitor orderLevel;
    private readonly TimeWeightedMonitor backlog;
    private readonly TallyMonitor wait;
    private readonly CounterMonitor demanded;
    private readonly CounterMonitor served;
    private readonly CounterMonitor used;
    private readonly CounterMonitor orders;
    private int reorderPoint;
    private int quantity;
    private long stock;
    private long onOrder;
    private long owed;
    private long ordinal;
    private StepSignal? stockSignal;

    public SpareStock(Simulator simulator, string path, ModuleArguments arguments)
        : base(simulator, path)
    {
        leadTime = arguments.Law("leadTime");
        draws = simulator.Streams.Indexed(path, "leadTime");
        reorderPoint = arguments.Has("reorderPoint") ? arguments.Integer("reorderPoint") : int.MinValue;
        quantity = arguments.Integer("orderQuantity");
        stock = arguments.Integer("initial");
        stockLevel = Observe(new TimeWeightedMonitor("stock", "1", simulator.Clock, stock));
        orderLevel = Observe(new TimeWeightedMonitor("onOrder", "1", simulator.Clock));
        backlog = Observe(new TimeWeightedMonitor("backlog", "1", simulator.Clock));
        wait = Observe(new TallyMonitor("wait", "s"));
        demanded = Observe(new CounterMonitor("demanded", "1", simulator.Clock));
        served = Observe(new CounterMonitor("served", "1", simulator.Clock));
        Observe(new RatioMonitor("fillRate", served, demanded));
        used = Observe(new CounterMonitor("used", "1", simulator.Clock));
        orders = Observe(new CounterMonitor("orders", "1", simulator.Clock));
    }

    /// <inheritdoc/>
    public override bool StartsLive => true;

    /// <inheritdoc/>
    public override object? Port(string name) => name == "stock" ? stockSignal ??= new StepSignal(Simulator, stock) : null;

    /// <inheritdoc/>
    public override void Start() => Review();

    /// <inheritdoc/>
    public override void InitializeFrom(ComponentState state)
    {
        stock = (long)Math.Round(state["stock"] ?? stock);
        Review();
    }

    /// <inheritdoc/>
    public override void Set(string name, double value)
    {
        switch (name)
        {
            case "reorderPoint":
                reorderPoint = (int)value;
                break;
            case "orderQuantity":
                quantity = (int)value;
                break;
            default:
                base.Set(name, value);
                break;
        }

        Review();
    }

    /// <inheritdoc/>
    public void Request(ResourceClaim claim)
    {
        claim.State = ClaimState.Waiting;
        claim.Requested = Now;
        demanded.Add();
        if (waiting.Count == 0 && claim.Amount <= stock)
        {
            served.Add();
        }

        owed += claim.Amount;
        waiting.Add(claim);
        GrantAll();
        Review();
    }

    /// <inheritdoc/>
    public void Withdraw(ResourceClaim claim)
    {
        if (claim.State == ClaimState.Waiting && waiting.Remove(claim))
        {
            claim.State = ClaimState.None;
            owed -= claim.Amount;
            GrantAll();
        }
    }

    /// <inheritdoc/>
    public void Release(ResourceClaim claim)
    {
        // What was used is used; nothing comes back.
        Withdraw(claim);
        claim.State = ClaimState.None;
    }

    /// <inheritdoc/>
    public override void OnEvent(int kind, long argument)
    {
        onOrder -= argument;
        stock += argument;
        GrantAll();
    }

    private void GrantAll()
    {
        while (waiting.Count > 0 && waiting.First.Amount <= stock)
        {
            var claim = waiting.RemoveFirst();
            stock -= claim.Amount;
            owed -= claim.Amount;
            used.Add(claim.Amount);
            wait.Add(Simulator.Clock.Seconds(Now - claim.Requested));
            claim.Pace = 1;
            Show();
            claim.Grant();
        }

        Show();
    }

    private void Review()
    {
        while (stock + onOrder - owed <= reorderPoint)
        {
            onOrder += quantity;
            orders.Add();
            Schedule(Simulator.Clock.Duration(leadTime.Quantile(draws.Draw(ordinal++))), DeliveryKind, quantity);
        }

        Show();
    }

    private void Show()
    {
        stockLevel.Set(Now, stock);
        orderLevel.Set(Now, onOrder);
        backlog.Set(Now, owed);
        stockSignal?.Set(stock);
    }
}
