using TwinGrid.Model.Time;
using TwinGrid.Simulation.Flow.Crews;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Monitors;
using TwinGrid.Simulation.Signals;

namespace TwinGrid.Simulation.Flow.Maintenance;

/// <summary>
/// Stops the units of a machine for maintenance: each at an age, all at fixed times, or when a signal passes a threshold, watched all the time or looked at now and then.
/// Failures between are the machine's own matter.
/// </summary>
internal sealed class MaintenancePolicy : Component, IMaintainer
{
    private const int DueKind = 1;
    private const int DoneKind = 2;
    private const int PassedKind = 3;

    private readonly ModuleArguments arguments;
    private readonly MaintenanceCondition? condition;
    private readonly string policy;
    private readonly bool afterPart;
    private readonly bool renews;
    private readonly CounterMonitor jobs;
    private readonly TallyMonitor wait;
    private readonly TallyMonitor duration;
    private double interval;
    private IMaintainable machine = null!;
    private ISignal? signal;
    private readonly List<Unit> units = [];
    private UpkeepNeeds needs = UpkeepNeeds.None;
    private SignalWatch? watch;
    private StepSignal? active;
    private int working;
    private EventHandle due;

    public MaintenancePolicy(Simulator simulator, string path, ModuleArguments arguments, MaintenanceCondition? condition)
        : base(simulator, path)
    {
        this.arguments = arguments;
        this.condition = condition;
        policy = arguments.Text("policy");
        afterPart = arguments.Flag("afterPart");
        renews = arguments.Flag("renews");
        interval = arguments.Has("interval") ? arguments.Number("interval") : double.PositiveInfinity;
        jobs = Observe(new CounterMonitor("jobs", "1", simulator.Clock));
        wait = Observe(new TallyMonitor("wait", "s"));
        duration = Observe(new TallyMonitor("duration", "s"));
    }

    /// <inheritdoc/>
    public override bool StartsLive => true;

    /// <inheritdoc/>
    public override object? Port(string name) => name == "active" ? active ??= new StepSignal(Simulator, 0) : null;

    /// <inheritdoc/>
    public override void Connect(IConnections connections)
    {
        machine = connections.Part<IMaintainable>(arguments.Reference("machine"));
        machine.Add(this);
        signal = condition?.Find(connections);
        needs = new UpkeepNeeds(
            Pool(connections, "crew"), arguments.Integer("workers"), Pool(connections, "spares"), arguments.Integer("spareCount"), arguments.Number("priority"));
        for (var unit = 0; unit < machine.UnitCount; unit++)
        {
            units.Add(Make(unit));
        }
    }

    /// <inheritdoc/>
    public override void Start() => Begin(0);

    /// <inheritdoc/>
    public override void InitializeFrom(ComponentState state) => Begin(state["sinceLast"] ?? 0);

    /// <inheritdoc/>
    public override void Set(string name, double value)
    {
        if (name != "interval")
        {
            base.Set(name, value);
        }

        interval = value;
        Begin(0);
    }

    /// <inheritdoc/>
    public void OnAgeLimit(int unit) => Request(unit);

    /// <inheritdoc/>
    public void OnStopped(int unit)
    {
        var stopped = units[unit];
        wait.Add(Simulator.Clock.Seconds(Now - (stopped.Requested ?? Now)));
        stopped.Begun = Now;
        working++;
        active?.Set(working);
        stopped.Job.Begin();
    }

    /// <inheritdoc/>
    public void OnUnitAdded(int unit)
    {
        units.Add(Make(unit));
        OnRenewed(unit);
    }

    /// <inheritdoc/>
    public void OnRenewed(int unit)
    {
        if (policy == "age")
        {
            machine.SetAgeLimit(unit, interval);
        }
    }

    /// <inheritdoc/>
    public override void OnEvent(int kind, long argument)
    {
        switch (kind)
        {
            case DoneKind:
                Finish((int)argument);
                break;
            case PassedKind:
                RequestAll();
                break;
            default:
                if (condition is null || condition.IsMet(signal!))
                {
                    RequestAll();
                }

                ScheduleDue(0);
                break;
        }
    }

    private void Begin(double sinceLast)
    {
        Simulator.Cancel(due);
        watch?.Cancel();
        if (policy == "age")
        {
            for (var unit = 0; unit < units.Count; unit++)
            {
                machine.SetAgeLimit(unit, interval);
            }
        }
        else if (policy == "block" || double.IsFinite(interval))
        {
            ScheduleDue(sinceLast);
        }
        else
        {
            watch = condition!.Watch(signal!, this, PassedKind);
        }
    }

    private void ScheduleDue(double sinceLast) => due = Schedule(Simulator.Clock.Duration(Math.Max(0, interval - sinceLast)), DueKind);

    private void RequestAll()
    {
        for (var unit = 0; unit < units.Count; unit++)
        {
            Request(unit);
        }
    }

    private void Request(int unit)
    {
        if (units[unit].Requested is null)
        {
            units[unit].Requested = Now;
            machine.RequestStop(unit, this, afterPart);
        }
    }

    private void Finish(int unit)
    {
        var done = units[unit];
        done.Job.Finish();
        jobs.Add();
        duration.Add(Simulator.Clock.Seconds(Now - done.Begun));
        done.Requested = null;
        working--;
        active?.Set(working);
        machine.EndStop(unit, renews);
    }

    private IResourcePool? Pool(IConnections connections, string name) => arguments.Has(name) ? connections.Part<IResourcePool>(arguments.Reference(name)) : null;

    private Unit Make(int unit) => new(new UpkeepJob(Simulator, this, Path, "maintenance", DoneKind, unit, arguments.Law("duration"), needs));

    private sealed class Unit(UpkeepJob job)
    {
        public UpkeepJob Job { get; } = job;

        public SimTime? Requested { get; set; }

        public SimTime Begun { get; set; }
    }
}
