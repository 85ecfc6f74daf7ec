using TwinGrid.Model.Time;
using TwinGrid.Simulation.Flow.Parts;
using TwinGrid.Simulation.Flow.Storage;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Monitors;

namespace TwinGrid.Simulation.Flow.Batching;

/// <summary>Collects parts into a batch that moves as one part, until it is full or the first of them has waited long enough.</summary>
internal sealed class Batcher : FlowComponent, IPartReceiver, IPartSender, ILevel
{
    private const int TimeoutKind = 1;
    private const int OpenKind = 2;

    private readonly PartInlet inlet;
    private readonly PartOutlet outlet;
    private readonly List<Part> items = [];
    private readonly SimDuration? maxWait;
    private readonly bool isSameProduct;
    private readonly string product;
    private readonly TimeWeightedMonitor level;
    private readonly TallyMonitor wait;
    private readonly TallyMonitor sizes;
    private readonly CounterMonitor throughput;
    private int size;
    private long made;
    private Part? ready;
    private EventHandle timeout;

    public Batcher(Simulator simulator, string path, ModuleArguments arguments)
        : base(simulator, path)
    {
        inlet = new PartInlet(this, path, Flow);
        outlet = new PartOutlet(this, $"{path}.out");
        size = arguments.Integer("size");
        maxWait = arguments.Has("maxWait") ? Duration(arguments.Number("maxWait")) : null;
        isSameProduct = arguments.Flag("sameProduct");
        product = arguments.Text("product");
        level = Observe(new TimeWeightedMonitor("level", "1", simulator.Clock));
        wait = Observe(new TallyMonitor("wait", "s"));
        sizes = Observe(new TallyMonitor("size", "1"));
        throughput = Observe(new CounterMonitor("throughput", "1", simulator.Clock));
    }

    /// <inheritdoc/>
    public int Level => items.Count;

    /// <inheritdoc/>
    public override int PartCount
    {
        get
        {
            var count = ready?.Count() ?? 0;
            foreach (var item in items)
            {
                count += item.Count();
            }

            return count;
        }
    }

    /// <inheritdoc/>
    public override object? Port(string name) => name switch
    {
        "in" => inlet,
        "out" => outlet,
        _ => null,
    };

    /// <inheritdoc/>
    public override void Connect(IConnections connections)
    {
        inlet.Connect(connections.Peers<PartOutlet>("in"));
        outlet.Connect(connections.Peers<PartInlet>("out"));
    }

    /// <inheritdoc/>
    public override void InitializeFrom(ComponentState state)
    {
        for (var i = Math.Min(size - 1, (int)Math.Round(state["level"] ?? 0)); i > 0; i--)
        {
            items.Add(Flow.Parts.Make(Origin, made++, Now));
        }

        if (items.Count > 0)
        {
            Await();
        }

        level.Set(Now, items.Count);
        base.Start();
    }

    /// <inheritdoc/>
    public override void Set(string name, double value)
    {
        if (name != "size")
        {
            base.Set(name, value);
        }

        size = (int)value;
        if (ready is null && items.Count >= size)
        {
            Close();
            inlet.Open();
        }
    }

    /// <inheritdoc/>
    public bool HasRoom(PartInlet inlet) => ready is null;

    /// <inheritdoc/>
    public bool CanAccept(PartInlet inlet, Part part) => ready is null && (!isSameProduct || items.Count == 0 || items[0].Product == part.Product);

    /// <inheritdoc/>
    public void Accept(PartInlet inlet, Part part)
    {
        part.Entered = Now;
        items.Add(part);
        if (items.Count >= size)
        {
            Close();
            if (inlet.Waiting > 0)
            {
                // Those whose product did not fit may begin the next batch, but not before this delivery is over.
                Schedule(SimDuration.Zero, OpenKind);
            }
        }
        else if (items.Count == 1)
        {
            Await();
        }

        level.Set(Now, items.Count);
    }

    /// <inheritdoc/>
    public bool OnRoom(PartOutlet outlet, PartInlet inlet)
    {
        if (ready is not { } batch)
        {
            return false;
        }

        if (!inlet.CanAccept(batch))
        {
            outlet.Wait();
            return false;
        }

        ready = null;
        outlet.Send(batch, inlet);
        this.inlet.Open();
        return true;
    }

    /// <inheritdoc/>
    protected override void Happen(int kind, long argument)
    {
        if (kind == TimeoutKind)
        {
            Close();
        }

        inlet.Open();
    }

    private void Await()
    {
        if (maxWait is { } longest)
        {
            timeout = Schedule(longest, TimeoutKind);
        }
    }

    private void Close()
    {
        Simulator.Cancel(timeout);
        var batch = Flow.Parts.Make(Origin, made++, Now);
        batch.Priority = double.PositiveInfinity;
        batch.Product = product.Length == 0 && isSameProduct ? items[0].Product : product;
        foreach (var item in items)
        {
            wait.Add(SecondsSince(item.Entered));
            batch.Hold(item);
        }

        sizes.Add(items.Count);
        throughput.Add();
        items.Clear();
        level.Set(Now, 0);
        if (!outlet.TrySend(batch))
        {
            ready = batch;
        }
    }
}
