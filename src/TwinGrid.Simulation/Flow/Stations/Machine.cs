using System.Collections.Immutable;
using System.Globalization;
using TwinGrid.Model.Time;
using TwinGrid.Simulation.Flow.Crews;
using TwinGrid.Simulation.Flow.Maintenance;
using TwinGrid.Simulation.Flow.Parts;
using TwinGrid.Simulation.Flow.Storage;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Signals;

namespace TwinGrid.Simulation.Flow.Stations;

/// <summary>
/// A machine or station with one or more equal servers. Takes a part into a free server, sets up, works, and blocks after service until the part goes on. What single
/// servers do is in <see cref="Server"/> and <see cref="ServerWear"/>; this is what they share: inlet, outlet, chance, figures, signals.
/// </summary>
internal sealed class Machine : FlowComponent, IPartReceiver, IPartSender, ISignalListener, IMaintainable, ILevel
{
    public const int WorkDoneKind = 1;
    public const int FailureKind = 2;
    public const int RepairedKind = 3;
    public const int LimitKind = 4;

    private readonly ModuleArguments arguments;
    private readonly PartInlet inlet;
    private readonly PartOutlet outlet;
    private readonly List<Server> servers = [];
    private readonly BlockedServers blocked;
    private readonly SuspendedParts suspended = new();
    private readonly FreeServers free = new();
    private readonly MachineFigures figures;
    private readonly MachineSignals signals;
    private double speedSetting;
    private double defectProbability;
    private int serverCount;
    private ISignal? speedSignal;
    private ISignal? enableSignal;
    private ISignal? calendar;
    private ComponentState? initial;

    public Machine(Simulator simulator, string path, ModuleArguments arguments)
        : base(simulator, path)
    {
        this.arguments = arguments;
        Settings = MachineSettings.Of(arguments);
        inlet = new PartInlet(this, path, Flow, arguments.Text("merge") == "priority");
        outlet = new PartOutlet(this, $"{path}.out");
        blocked = new BlockedServers(outlet);
        Draws = new MachineDraws(simulator.Streams, path, Settings);
        speedSetting = arguments.Number("speed");
        defectProbability = arguments.Number("defectProbability");
        serverCount = arguments.Integer("servers");
        OperatorCount = arguments.Integer("operatorCount");
        figures = new MachineFigures(simulator.Clock, Settings, m => Observe(m));
        signals = new MachineSignals(simulator, figures);
    }

    public MachineSettings Settings { get; }

    /// <summary>Times and quality of parts.</summary>
    public MachineDraws Draws { get; }

    public IResourcePool? Operators { get; private set; }

    public int OperatorCount { get; }

    public IResourcePool? Setters { get; private set; }

    public UpkeepNeeds RepairNeeds { get; private set; } = UpkeepNeeds.None;

    /// <summary>Those who maintain it.</summary>
    public List<IMaintainer> Maintainers { get; } = [];

    /// <summary>Times its nominal speed.</summary>
    public double Speed { get; private set; }

    /// <inheritdoc/>
    public int UnitCount => servers.Count;

    /// <inheritdoc/>
    public int Level
    {
        get
        {
            var count = suspended.Count;
            foreach (var server in servers)
            {
                count += server.Part is null ? 0 : 1;
            }

            return count;
        }
    }

    /// <inheritdoc/>
    public override ImmutableArray<string> Phases => MachinePhases.Names;

    /// <inheritdoc/>
    public override int PartCount => servers.Sum(s => s.Part?.Count() ?? 0) + suspended.PartCount;

    /// <inheritdoc/>
    protected internal override bool IsStuck => blocked.Count >= Math.Min(serverCount, servers.Count);

    /// <inheritdoc/>
    public override object? Port(string name) => name switch
    {
        "in" => inlet,
        "out" => outlet,
        _ => signals.Port(name),
    };

    /// <inheritdoc/>
    public override void Connect(IConnections connections)
    {
        inlet.Connect(connections.Peers<PartOutlet>("in"));
        outlet.Connect(connections.Peers<PartInlet>("out"));
        if (outlet.Inlets.Count == 0 && connections.Peers<PartOutlet>("in").Count > 0)
        {
            throw new ModelException($"{Path}.out is not connected: parts that it has done could go nowhere.");
        }

        speedSignal = Input(connections, "speed", this);
        enableSignal = Input(connections, "enable", this);
        Operators = Pool(connections, "operators");
        Setters = Pool(connections, "setters");
        RepairNeeds = new UpkeepNeeds(
            Pool(connections, "crew"), arguments.Integer("repairmen"), Pool(connections, "spares"), arguments.Integer("spareCount"), arguments.Number("repairPriority"));
        if (arguments.Has("calendar"))
        {
            calendar = connections.Part<Calendars.ShiftCalendar>(arguments.Reference("calendar")).Level;
            calendar.Subscribe(this);
        }

        AddServers();
    }

    /// <inheritdoc/>
    public override void Start()
    {
        Speed = speedSetting * (speedSignal?.Value ?? 1);
        foreach (var server in servers)
        {
            server.Wear.Start(null);
        }

        signals.Update();
        base.Start();
    }

    /// <inheritdoc/>
    public override void InitializeFrom(ComponentState state)
    {
        Speed = speedSetting * (speedSignal?.Value ?? 1);
        initial = state;
        var isAtPart = MachineStart.StageOf(state) != Stage.Empty;
        foreach (var server in servers)
        {
            server.Wear.Start(state["age"]);
            if (isAtPart && MachineStart.Holds(state, server.Index, servers.Count))
            {
                var part = Flow.Parts.Make(Origin, server.Index, Now);
                part.Product = arguments.Text("product");
                server.StartWith(part, MachineStart.StageOf(state), state.ElapsedSeconds);
            }
        }

        signals.Update();
        base.Start();
    }

    /// <inheritdoc/>
    public override void Set(string name, double value)
    {
        switch (name)
        {
            case "speed":
                speedSetting = value;
                ChangeSpeed();
                break;
            case "defectProbability":
                defectProbability = value;
                break;
            case "servers":
                ChangeServers((int)value);
                break;
            default:
                base.Set(name, value);
                break;
        }
    }

    /// <inheritdoc/>
    public void OnSignal(ISignal signal)
    {
        if (signal == speedSignal)
        {
            ChangeSpeed();
        }
        else if (signal == enableSignal)
        {
            StopAll(Stops.Disabled, signal.Value <= 0, afterPart: false);
        }
        else
        {
            StopAll(Stops.OffShift, signal.Value <= 0, Settings.FinishesPart);
        }
    }

    /// <inheritdoc/>
    public bool HasRoom(PartInlet inlet) => free.Count > 0 || Settings.IsPreemptive;

    /// <inheritdoc/>
    public bool CanAccept(PartInlet inlet, Part part) =>
        free.Count > 0 ? suspended.Count == 0 || part.Priority < suspended.BestPriority : Settings.IsPreemptive && Victim(part) is not null;

    /// <inheritdoc/>
    public void Accept(PartInlet inlet, Part part)
    {
        var index = free.First();
        if (index < 0)
        {
            var victim = Victim(part)!;
            suspended.Add(victim.Suspend(Settings.RepeatsPreempted));
            index = victim.Index;
        }

        servers[index].Take(part);
    }

    /// <inheritdoc/>
    public bool OnRoom(PartOutlet outlet, PartInlet inlet) => blocked.OnRoom(inlet);

    /// <inheritdoc/>
    public void Add(IMaintainer maintainer) => Maintainers.Add(maintainer);

    /// <inheritdoc/>
    public void SetAgeLimit(int unit, double seconds) => servers[unit].Wear.SetLimit(seconds);

    /// <inheritdoc/>
    public void RequestStop(int unit, IMaintainer maintainer, bool afterPart) => servers[unit].Wear.RequestStop(maintainer, afterPart);

    /// <inheritdoc/>
    public void EndStop(int unit, bool renews) => servers[unit].Wear.EndStop(renews);

    public EventHandle After(double seconds, int kind, int server) => Schedule(Duration(seconds), kind, server);

    public void MarkFree(Server server) => free.Set(server.Index, server.IsFree);

    /// <summary>A free server: whoever waits may bring a part; nobody, and it starves.</summary>
    public void Offer(Server server)
    {
        MarkFree(server);
        inlet.Open();
        while (free.Count > 0 && suspended.Count > 0)
        {
            servers[free.First()].Take(suspended.Next());
        }

        if (server.Stage == Stage.Empty)
        {
            Show(server);
        }
    }

    /// <summary>Shows what a server is doing: figures, signals, record.</summary>
    public void Show(Server server)
    {
        if (server.Index < serverCount)
        {
            Flow.Recorder?.Enter(Path, server.Index, MachinePhases.Names[(int)server.Phase], server.Part, Now);
            if (figures.Enter(server.Index, Now, server.Phase))
            {
                signals.Update();
            }
        }
    }

    /// <summary>A server is done with its part.</summary>
    public void Finish(Server server, Part part, int operation)
    {
        part.Step += part.Routing is null ? 0 : 1;
        part.IsGood = Draws.IsMadeWell(part, operation, defectProbability) && (part.IsGood || Settings.RestoresQuality);
        figures.Done.Add();
        if (part.IsGood)
        {
            figures.Good.Add();
        }
        else
        {
            figures.Defects.Add();
        }

        if (!part.IsGood && Settings.ScrapsDefects)
        {
            Scrap(part);
            server.Release();
        }
        else if (outlet.TrySend(part))
        {
            server.Release();
        }
        else
        {
            blocked.Add(server);
            server.Block();
        }
    }

    /// <summary>A part leaves the plant here.</summary>
    public void Scrap(Part part)
    {
        figures.Scrap.Add();
        Flow.Parts.Return(part);
    }

    public void CountFailure() => figures.Failures.Add();

    public void CountDownTime(SimTime since) => figures.DownTime.Add(SecondsSince(since));

    /// <inheritdoc/>
    protected override void Wake()
    {
        foreach (var server in servers)
        {
            Wake(server);
        }

        if (calendar?.Value <= 0)
        {
            StopAll(Stops.OffShift, true, Settings.FinishesPart);
        }

        if (enableSignal?.Value <= 0)
        {
            StopAll(Stops.Disabled, true, afterPart: false);
        }
    }

    /// <inheritdoc/>
    protected override void Happen(int kind, long argument)
    {
        var server = servers[(int)argument];
        switch (kind)
        {
            case WorkDoneKind:
                server.OnWorkDone();
                break;
            case FailureKind:
                server.Wear.OnFailure();
                break;
            case RepairedKind:
                server.Wear.OnRepaired();
                break;
            default:
                server.Wear.OnLimit();
                break;
        }
    }

    private void Wake(Server server)
    {
        if (initial?.Phase == "down")
        {
            server.Stop(Stops.Down, afterPart: false);
            server.Wear.StartDown(initial.ElapsedSeconds);
            return;
        }

        server.Wear.StartTicking();
        if (server.Stage == Stage.Blocked)
        {
            Finish(server, server.Part!, 0);
        }
        else
        {
            server.Proceed();
        }
    }

    private Server? Victim(Part part)
    {
        Server? victim = null;
        foreach (var server in servers)
        {
            if (server.Interruptible is { } held && held.Priority > (victim?.Part!.Priority ?? part.Priority))
            {
                victim = server;
            }
        }

        return victim;
    }

    private void ChangeSpeed()
    {
        Speed = speedSetting * (speedSignal?.Value ?? 1);
        foreach (var server in servers)
        {
            server.ChangeSpeed();
        }

        signals.Update();
    }

    private void StopAll(Stops reason, bool stops, bool afterPart)
    {
        foreach (var server in servers)
        {
            if (stops)
            {
                server.Stop(reason, afterPart);
            }
            else if (server.IsToStop(reason))
            {
                server.Lift(reason);
            }
        }
    }

    private void ChangeServers(int count)
    {
        if (count < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(count), count, string.Create(CultureInfo.InvariantCulture, $"{Path}: {count} servers; at least 1 is expected."));
        }

        for (var i = count; i < serverCount; i++)
        {
            servers[i].Stop(Stops.Retired, afterPart: true);
        }

        var before = serverCount;
        figures.Resize(Now, serverCount = count);
        for (var i = before; i < Math.Min(count, servers.Count); i++)
        {
            servers[i].Wear.StartTicking();
            servers[i].Lift(Stops.Retired);
        }

        for (var i = servers.Count; i < count; i++)
        {
            var server = new Server(this, i);
            servers.Add(server);
            server.Wear.Start(null);
            server.Wear.StartTicking();
            foreach (var maintainer in Maintainers)
            {
                maintainer.OnUnitAdded(i);
            }

            StopWhereOthersDo(server);
            server.Proceed();
        }
    }

    private void StopWhereOthersDo(Server server)
    {
        if (calendar?.Value <= 0)
        {
            server.Stop(Stops.OffShift, afterPart: false);
        }

        if (enableSignal?.Value <= 0)
        {
            server.Stop(Stops.Disabled, afterPart: false);
        }
    }

    private void AddServers()
    {
        figures.Resize(Now, serverCount);
        for (var i = 0; i < serverCount; i++)
        {
            servers.Add(new Server(this, i));
        }
    }

    private IResourcePool? Pool(IConnections connections, string name) =>
        arguments.Has(name) ? connections.Part<IResourcePool>(arguments.Reference(name)) : null;
}
