using TwinGrid.Model.Time;
using TwinGrid.Simulation.Flow.Parts;
using TwinGrid.Simulation.Flow.Storage;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Monitors;
using TwinGrid.Simulation.Signals;

namespace TwinGrid.Simulation.Flow.Transport;

/// <summary>
/// A belt. All positions are in metres that the belt has travelled: a part that enters at s reaches the end at s + length, or, where parts run up against each other, no sooner
/// than one pitch after the part before it has left. One event for the part in front and one for the place at the beginning are all that is scheduled.
/// </summary>
internal sealed class Conveyor : FlowComponent, IPartReceiver, IPartSender, ISignalListener, ILevel
{
    private const int ArrivalKind = 1;
    private const int PlaceKind = 2;

    private readonly PartInlet inlet;
    private readonly PartOutlet outlet;
    private readonly PartQueue parts = new();
    private readonly Queue<double> arrivals = new();
    private readonly ConveyorFigures figures;
    private readonly double length;
    private readonly double pitch;
    private readonly bool accumulates;
    private readonly int capacity;
    private double speedSetting;
    private double velocity;
    private double travelled;
    private SimTime since;
    private double lastEntry = double.NegativeInfinity;
    private double lastDeparture = double.NegativeInfinity;
    private EventHandle arrival;
    private EventHandle place;
    private bool isAtEnd;
    private bool isPlaceFree = true;
    private long made;
    private ISignal? speedSignal;
    private ISignal? enableSignal;

    public Conveyor(Simulator simulator, string path, ModuleArguments arguments)
        : base(simulator, path)
    {
        inlet = new PartInlet(this, path, Flow);
        outlet = new PartOutlet(this, $"{path}.out");
        length = arguments.Number("length");
        pitch = arguments.Number("pitch");
        speedSetting = arguments.Number("speed");
        accumulates = arguments.Flag("accumulating");
        capacity = (int)Math.Min(int.MaxValue, Math.Floor((length / pitch) * (1 + 1e-12)));
        figures = new ConveyorFigures(simulator, arguments.Number("power"), m => Observe(m));
    }

    /// <inheritdoc/>
    public int Level => parts.Count;

    /// <inheritdoc/>
    public override int PartCount => parts.CountAll();

    private bool IsBlocked => isAtEnd && parts.Count > 0;

    /// <inheritdoc/>
    public override object? Port(string name) => name switch
    {
        "in" => inlet,
        "out" => outlet,
        _ => figures.Port(name),
    };

    /// <inheritdoc/>
    public override void Connect(IConnections connections)
    {
        inlet.Connect(connections.Peers<PartOutlet>("in"));
        outlet.Connect(connections.Peers<PartInlet>("out"));
        speedSignal = Input(connections, "speed", this);
        enableSignal = Input(connections, "enable", this);
    }

    /// <inheritdoc/>
    public override void InitializeFrom(ComponentState state)
    {
        // Nothing is known of where they are: evenly spaced.
        var count = Math.Clamp((int)Math.Round(state["level"] ?? 0), 0, capacity);
        var gap = length / Math.Max(1, count);
        for (var i = 0; i < count; i++)
        {
            parts.Add(Flow.Parts.Make(Origin, made++, Now));
            arrivals.Enqueue(gap * (i + 0.5));
        }

        if (count > 0)
        {
            lastEntry = (gap * (count - 0.5)) - length;
            isPlaceFree = lastEntry + pitch <= 0;
        }

        base.Start();
    }

    /// <inheritdoc/>
    public override void Set(string name, double value)
    {
        if (name != "speed")
        {
            base.Set(name, value);
        }

        speedSetting = value;
        Adapt();
    }

    /// <inheritdoc/>
    public void OnSignal(ISignal signal) => Adapt();

    /// <inheritdoc/>
    public bool HasRoom(PartInlet inlet) => isPlaceFree && parts.Count < capacity;

    /// <inheritdoc/>
    public bool CanAccept(PartInlet inlet, Part part) => HasRoom(inlet);

    /// <inheritdoc/>
    public void Accept(PartInlet inlet, Part part)
    {
        Advance();
        part.Entered = Now;
        parts.Add(part);
        arrivals.Enqueue(travelled + length);
        lastEntry = travelled;
        isPlaceFree = false;
        SchedulePlace();
        if (parts.Count == 1)
        {
            ScheduleArrival();
        }

        Show();
    }

    /// <inheritdoc/>
    public bool OnRoom(PartOutlet outlet, PartInlet inlet)
    {
        if (!IsBlocked)
        {
            return false;
        }

        if (!inlet.CanAccept(parts[0]))
        {
            outlet.Wait();
            return false;
        }

        Advance();
        outlet.Send(Remove(), inlet);
        Departed();
        this.inlet.Open();
        return true;
    }

    /// <inheritdoc/>
    protected override void Wake()
    {
        Adapt();
        inlet.Open();
    }

    /// <inheritdoc/>
    protected override void Happen(int kind, long argument)
    {
        Advance();
        if (kind == ArrivalKind)
        {
            arrival = default;
            isAtEnd = true;
            if (outlet.CanSend(parts[0]))
            {
                outlet.TrySend(Remove());
                Departed();
            }
            else
            {
                outlet.Wait();
                Adapt();
            }
        }
        else if (kind == PlaceKind)
        {
            place = default;
            isPlaceFree = true;
        }

        inlet.Open();
    }

    private Part Remove()
    {
        var part = parts.RemoveAt(0);
        arrivals.Dequeue();
        isAtEnd = false;
        figures.Leave(SecondsSince(part.Entered));
        return part;
    }

    private void Departed()
    {
        lastDeparture = travelled;
        Adapt();
    }

    private void Advance()
    {
        travelled += velocity * SecondsSince(since);
        since = Now;
    }

    /// <summary>The belt's velocity by its settings and by what blocks it; events that are due by its travel move.</summary>
    private void Adapt()
    {
        Advance();
        var isStopped = enableSignal?.Value <= 0 || (!accumulates && IsBlocked);
        velocity = isStopped ? 0 : speedSetting * Math.Max(0, speedSignal?.Value ?? 1);
        ScheduleArrival();
        SchedulePlace();
        Show();
    }

    private void ScheduleArrival()
    {
        Simulator.Cancel(arrival);
        arrival = default;
        if (parts.Count > 0 && !isAtEnd && velocity > 0)
        {
            var at = accumulates ? Math.Max(arrivals.Peek(), lastDeparture + pitch) : arrivals.Peek();
            arrival = Schedule(Duration(Math.Max(0, at - travelled) / velocity), ArrivalKind);
        }
    }

    private void SchedulePlace()
    {
        Simulator.Cancel(place);
        place = default;
        if (!isPlaceFree && velocity > 0)
        {
            place = Schedule(Duration(Math.Max(0, lastEntry + pitch - travelled) / velocity), PlaceKind);
        }
    }

    private void Show()
    {
        figures.Show(Now, parts.Count, velocity > 0, IsBlocked);
        Flow.Recorder?.Enter(Path, 0, velocity <= 0 ? "stopped" : IsBlocked ? "blocked" : "moving", null, Now);
    }
}
