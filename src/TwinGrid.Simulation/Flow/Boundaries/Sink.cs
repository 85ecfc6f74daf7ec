using TwinGrid.Model.Time;
using TwinGrid.Simulation.Flow.Parts;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Monitors;

namespace TwinGrid.Simulation.Flow.Boundaries;

/// <summary>Where parts leave the plant.</summary>
internal sealed class Sink : FlowComponent, IPartReceiver
{
    private readonly PartInlet inlet;
    private readonly CounterMonitor throughput;
    private readonly CounterMonitor good;
    private readonly CounterMonitor items;
    private readonly CounterMonitor late;
    private readonly CounterMonitor due;
    private readonly TallyMonitor leadTime;
    private readonly TallyMonitor lateness;
    private readonly TallyMonitor tardiness;
    private double lastSeconds;

    public Sink(Simulator simulator, string path)
        : base(simulator, path)
    {
        inlet = new PartInlet(this, path, Flow);
        throughput = Count("throughput");
        good = Count("good");
        items = Count("items");
        leadTime = Observe(new TallyMonitor("leadTime", "s"));
        due = Count("due");
        late = Count("late");
        Observe(new RatioMonitor("lateShare", late, due));
        lateness = Observe(new TallyMonitor("lateness", "s"));
        tardiness = Observe(new TallyMonitor("tardiness", "s"));
        Observe(new GaugeMonitor("makespan", "s", () => lastSeconds));
    }

    /// <inheritdoc/>
    public override object? Port(string name) => name == "in" ? inlet : null;

    /// <inheritdoc/>
    public override void Connect(IConnections connections) => inlet.Connect(connections.Peers<PartOutlet>("in"));

    /// <inheritdoc/>
    public override void Start()
    {
    }

    /// <inheritdoc/>
    public override void InitializeFrom(ComponentState state)
    {
    }

    /// <inheritdoc/>
    public bool HasRoom(PartInlet inlet) => true;

    /// <inheritdoc/>
    public bool CanAccept(PartInlet inlet, Part part) => true;

    /// <inheritdoc/>
    public void Accept(PartInlet inlet, Part part)
    {
        lastSeconds = Simulator.NowSeconds;
        throughput.Add();
        items.Add(Leaves(part));
        if (part.IsGood)
        {
            good.Add();
        }

        leadTime.Add(SecondsSince(part.Created));
        if (part.Due != SimTime.Never)
        {
            Judge(part);
        }

        Flow.Parts.Return(part);
    }

    /// <inheritdoc/>
    protected override void Happen(int kind, long argument) => throw new InvalidOperationException($"A sink has no events of kind {kind}.");

    private static int Leaves(Part part)
    {
        if (part.Items.Count == 0)
        {
            return 1;
        }

        var count = 0;
        foreach (var item in part.Items)
        {
            count += Leaves(item);
        }

        return count;
    }

    private void Judge(Part part)
    {
        var seconds = SecondsSince(part.Due);
        due.Add();
        late.Add(seconds > 0 ? 1 : 0);
        lateness.Add(seconds);
        tardiness.Add(Math.Max(0, seconds));
    }

    private CounterMonitor Count(string name) => Observe(new CounterMonitor(name, "1", Simulator.Clock));
}
