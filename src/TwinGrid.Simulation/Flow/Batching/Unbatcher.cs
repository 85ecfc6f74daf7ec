using TwinGrid.Simulation.Flow.Parts;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Monitors;

namespace TwinGrid.Simulation.Flow.Batching;

/// <summary>Takes what is in or on a part out of it, one after the other. The empty carrier goes its own way, or is no more.</summary>
internal sealed class Unbatcher : FlowComponent, IPartReceiver, IPartSender
{
    private readonly PartInlet inlet;
    private readonly PartOutlet outlet;
    private readonly PartOutlet carriers;
    private readonly PartQueue items = new();
    private readonly CounterMonitor throughput;
    private readonly CounterMonitor opened;
    private Part? carrier;

    public Unbatcher(Simulator simulator, string path)
        : base(simulator, path)
    {
        inlet = new PartInlet(this, path, Flow);
        outlet = new PartOutlet(this, $"{path}.out");
        carriers = new PartOutlet(this, $"{path}.carrier");
        throughput = Observe(new CounterMonitor("throughput", "1", simulator.Clock));
        opened = Observe(new CounterMonitor("opened", "1", simulator.Clock));
    }

    /// <inheritdoc/>
    public override int PartCount => items.CountAll() + (carrier?.Count() ?? 0);

    private bool IsEmpty => items.Count == 0 && carrier is null;

    /// <inheritdoc/>
    public override object? Port(string name) => name switch
    {
        "in" => inlet,
        "out" => outlet,
        "carrier" => carriers,
        _ => null,
    };

    /// <inheritdoc/>
    public override void Connect(IConnections connections)
    {
        inlet.Connect(connections.Peers<PartOutlet>("in"));
        outlet.Connect(connections.Peers<PartInlet>("out"));
        carriers.Connect(connections.Peers<PartInlet>("carrier"));
    }

    /// <inheritdoc/>
    public override void Start()
    {
    }

    /// <inheritdoc/>
    public override void InitializeFrom(ComponentState state)
    {
    }

    /// <inheritdoc/>
    public bool HasRoom(PartInlet inlet) => IsEmpty;

    /// <inheritdoc/>
    public bool CanAccept(PartInlet inlet, Part part) => IsEmpty;

    /// <inheritdoc/>
    public void Accept(PartInlet inlet, Part part)
    {
        opened.Add();
        if (part.Items.Count == 0)
        {
            Add(part);
        }
        else
        {
            foreach (var item in part.Items)
            {
                Add(item);
            }

            part.Items.Clear();
            Dispose(part);
        }

        while (items.Count > 0 && outlet.TrySend(items[0]))
        {
            Gone();
        }
    }

    /// <inheritdoc/>
    public bool OnRoom(PartOutlet outlet, PartInlet inlet)
    {
        if (outlet == carriers ? carrier is null : items.Count == 0)
        {
            return false;
        }

        var part = outlet == carriers ? carrier! : items[0];
        if (!inlet.CanAccept(part))
        {
            outlet.Wait();
            return false;
        }

        if (outlet == carriers)
        {
            carrier = null;
        }
        else
        {
            Gone();
        }

        outlet.Send(part, inlet);
        if (items.Count > 0)
        {
            this.outlet.Wait();
        }

        this.inlet.Open();
        return true;
    }

    /// <inheritdoc/>
    protected override void Happen(int kind, long argument) => throw new InvalidOperationException($"{Path} has no events of kind {kind}.");

    private void Add(Part part)
    {
        part.Entered = Now;
        items.Add(part);
    }

    private void Gone()
    {
        items.RemoveAt(0);
        throughput.Add();
    }

    private void Dispose(Part empty)
    {
        if (carriers.Inlets.Count == 0)
        {
            Flow.Parts.Return(empty);
        }
        else if (!carriers.TrySend(empty))
        {
            carrier = empty;
        }
    }
}
