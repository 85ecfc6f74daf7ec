using TwinGrid.Model.Time;
using TwinGrid.Simulation.Flow.Parts;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Monitors;
using TwinGrid.Simulation.Signals;

namespace TwinGrid.Simulation.Flow.Storage;

/// <summary>A place where parts wait. A part for which somebody is ready passes at once and takes no place.</summary>
internal sealed class Buffer : FlowComponent, IPartReceiver, IPartSender, ILevel
{
    private const int RipeKind = 1;

    private readonly PartInlet inlet;
    private readonly PartOutlet outlet;
    private readonly PartQueue queue = new();
    private readonly DispatchRule rule;
    private readonly TimeWeightedMonitor level;
    private readonly TallyMonitor wait;
    private readonly CounterMonitor throughput;
    private readonly string product;
    private readonly SimDuration minTime;
    private readonly int initial;
    private int capacity;
    private int ripe;
    private long made;
    private StepSignal? levelSignal;

    public Buffer(Simulator simulator, string path, ModuleArguments arguments)
        : base(simulator, path)
    {
        inlet = new PartInlet(this, path, Flow, arguments.Text("merge") == "priority");
        outlet = new PartOutlet(this, $"{path}.out");
        rule = DispatchRules.Create(arguments, Flow, simulator.Clock);
        capacity = arguments.Has("capacity") ? arguments.Integer("capacity") : int.MaxValue;
        minTime = Duration(arguments.Number("minTime"));
        product = arguments.Text("product");
        initial = arguments.Integer("initial");
        level = Observe(new TimeWeightedMonitor("level", "1", simulator.Clock));
        wait = Observe(new TallyMonitor("wait", "s"));
        throughput = Observe(new CounterMonitor("throughput", "1", simulator.Clock));
    }

    /// <inheritdoc/>
    public override int PartCount => queue.CountAll();

    /// <inheritdoc/>
    public int Level => queue.Count;

    /// <summary>The parts in it, in the order in which they came.</summary>
    public IEnumerable<Part> Waiting => Enumerable.Range(0, queue.Count).Select(i => queue[i]);

    /// <inheritdoc/>
    protected internal override bool IsStuck => queue.Count >= capacity && ripe == queue.Count;

    /// <inheritdoc/>
    public override object? Port(string name) => name switch
    {
        "in" => inlet,
        "out" => outlet,
        "level" => levelSignal ??= new StepSignal(Simulator, queue.Count),
        _ => null,
    };

    /// <inheritdoc/>
    public override void Connect(IConnections connections)
    {
        inlet.Connect(connections.Peers<PartOutlet>("in"));
        outlet.Connect(connections.Peers<PartInlet>("out"));
    }

    /// <inheritdoc/>
    public override void Start() => Fill(initial);

    /// <inheritdoc/>
    public override void InitializeFrom(ComponentState state) => Fill((int)Math.Round(state["level"] ?? 0));

    /// <inheritdoc/>
    public override void Set(string name, double value)
    {
        if (name != "capacity")
        {
            base.Set(name, value);
        }

        capacity = (int)value;
        inlet.Open();
    }

    /// <inheritdoc/>
    public bool HasRoom(PartInlet inlet) => queue.Count < capacity || capacity == 0;

    /// <inheritdoc/>
    public bool CanAccept(PartInlet inlet, Part part)
    {
        if (capacity > 0 || minTime > SimDuration.Zero)
        {
            return queue.Count < capacity;
        }

        // Without places it is a door: open when somebody behind it is ready.
        if (queue.Count == 0 && outlet.CanSend(part))
        {
            return true;
        }

        outlet.Wait();
        return false;
    }

    /// <inheritdoc/>
    public void Accept(PartInlet inlet, Part part)
    {
        part.Entered = Now;
        if (minTime > SimDuration.Zero)
        {
            Schedule(minTime, RipeKind);
            Store(part);
        }
        else if (rule.MayPass(part) && outlet.TrySend(part))
        {
            rule.OnGone(part);
            wait.Add(0);
            throughput.Add();
        }
        else
        {
            ripe++;
            Store(part);
        }

        if (ripe > 0)
        {
            outlet.Wait();
        }
    }

    /// <inheritdoc/>
    public bool OnRoom(PartOutlet outlet, PartInlet inlet)
    {
        var next = rule.Next(queue, ripe, inlet, Now);
        if (next < 0)
        {
            WaitOrAsk();
            return false;
        }

        var part = queue.RemoveAt(next);
        ripe--;
        rule.OnGone(part);
        wait.Add(SecondsSince(part.Entered));
        throughput.Add();
        ShowLevel();
        outlet.Send(part, inlet);
        WaitOrAsk();
        return true;
    }

    /// <inheritdoc/>
    protected override void Wake()
    {
        for (var i = queue.Count; i > 0 && TrySendNext(); i--)
        {
        }
    }

    /// <inheritdoc/>
    protected override void Happen(int kind, long argument)
    {
        ripe++;
        TrySendNext();
    }

    private bool TrySendNext()
    {
        for (var i = 0; i < outlet.Inlets.Count; i++)
        {
            if (OnRoom(outlet, outlet.Inlets[i]))
            {
                return true;
            }
        }

        return false;
    }

    private void WaitOrAsk()
    {
        if (ripe > 0)
        {
            outlet.Wait();
        }

        inlet.Open();
    }

    private void Store(Part part)
    {
        queue.Add(part);
        ShowLevel();
    }

    private void ShowLevel()
    {
        level.Set(Now, queue.Count);
        levelSignal?.Set(queue.Count);
    }

    private void Fill(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var part = Flow.Parts.Make(Origin, made++, Now);
            part.Product = product;
            queue.Add(part);
        }

        ripe = count;
        ShowLevel();
        base.Start();
    }
}
