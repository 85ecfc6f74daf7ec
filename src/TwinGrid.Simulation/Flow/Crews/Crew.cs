using TwinGrid.Simulation.Flow.Boundaries;
using TwinGrid.Simulation.Flow.Calendars;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Monitors;
using TwinGrid.Simulation.Signals;

namespace TwinGrid.Simulation.Flow.Crews;

/// <summary>
/// Equal workers who do one job after the other, the most urgent first. A job that needs several waits until they are free together, and none overtakes it. Who is at work
/// when the shift ends finishes the job.
/// </summary>
internal sealed class Crew : Component, IResourcePool, ISignalListener
{
    private readonly ModuleArguments arguments;
    private readonly ClaimQueue waiting = new();
    private readonly TimeWeightedMonitor busy;
    private readonly TimeWeightedMonitor present;
    private readonly TimeWeightedMonitor queue;
    private readonly TallyMonitor wait;
    private readonly CounterMonitor jobs;
    private int size;
    private double pace;
    private int working;
    private ISignal? calendar;
    private StepSignal? busySignal;
    private StepSignal? queueSignal;

    public Crew(Simulator simulator, string path, ModuleArguments arguments)
        : base(simulator, path)
    {
        this.arguments = arguments;
        size = arguments.Integer("size");
        pace = arguments.Number("pace");
        busy = Observe(new TimeWeightedMonitor("busy", "1", simulator.Clock));
        present = Observe(new TimeWeightedMonitor("present", "1", simulator.Clock));
        Observe(new RatioMonitor("utilisation", busy, present));
        queue = Observe(new TimeWeightedMonitor("queue", "1", simulator.Clock));
        wait = Observe(new TallyMonitor("wait", "s"));
        jobs = Observe(new CounterMonitor("jobs", "1", simulator.Clock));
    }

    /// <inheritdoc/>
    public override bool StartsLive => true;

    private int OnDuty => calendar is null ? size : (int)Math.Round(size * calendar.Value);

    /// <inheritdoc/>
    public override object? Port(string name) => name switch
    {
        "busy" => busySignal ??= new StepSignal(Simulator, working),
        "queue" => queueSignal ??= new StepSignal(Simulator, waiting.Count),
        _ => null,
    };

    /// <inheritdoc/>
    public override void Connect(IConnections connections)
    {
        if (arguments.Has("calendar"))
        {
            calendar = connections.Part<ShiftCalendar>(arguments.Reference("calendar")).Level;
            calendar.Subscribe(this);
        }

        Show();
    }

    /// <inheritdoc/>
    public override void InitializeFrom(ComponentState state)
    {
        size = (int)Math.Round(state["size"] ?? size);
        Show();
    }

    /// <inheritdoc/>
    public override void Set(string name, double value)
    {
        switch (name)
        {
            case "size":
                size = (int)value;
                GrantAll();
                break;
            case "pace":
                pace = value;
                break;
            default:
                base.Set(name, value);
                break;
        }
    }

    /// <inheritdoc/>
    public void OnSignal(ISignal signal) => GrantAll();

    /// <inheritdoc/>
    public void Request(ResourceClaim claim)
    {
        claim.State = ClaimState.Waiting;
        claim.Requested = Now;
        waiting.Add(claim);
        GrantAll();
    }

    /// <inheritdoc/>
    public void Withdraw(ResourceClaim claim)
    {
        if (claim.State == ClaimState.Waiting && waiting.Remove(claim))
        {
            claim.State = ClaimState.None;
            GrantAll();
        }
    }

    /// <inheritdoc/>
    public void Release(ResourceClaim claim)
    {
        if (claim.State == ClaimState.Granted)
        {
            claim.State = ClaimState.None;
            working -= claim.Amount;
            GrantAll();
        }
        else
        {
            Withdraw(claim);
        }
    }

    /// <inheritdoc/>
    public override void OnEvent(int kind, long argument) => throw new InvalidOperationException($"A crew has no events of kind {kind}.");

    // Whoever is told may claim and release in turn: all is in order before anybody is.
    private void GrantAll()
    {
        while (waiting.Count > 0 && waiting.First.Amount <= OnDuty - working)
        {
            var claim = waiting.RemoveFirst();
            working += claim.Amount;
            claim.Pace = pace;
            wait.Add(Simulator.Clock.Seconds(Now - claim.Requested));
            jobs.Add();
            Show();
            claim.Grant();
        }

        Show();
    }

    private void Show()
    {
        busy.Set(Now, working);
        present.Set(Now, Math.Max(OnDuty, working));
        queue.Set(Now, waiting.Count);
        busySignal?.Set(working);
        queueSignal?.Set(waiting.Count);
    }
}
