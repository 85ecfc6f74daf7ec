using TwinGrid.Simulation.Flow;
using TwinGrid.Simulation.Flow.Parts;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Monitors;

namespace TwinGrid.ExamplePlugin;

/// <summary>Parts on their way through a tunnel. One that can't leave holds up those behind it.</summary>
internal sealed class CoolingTunnel : FlowComponent, IPartReceiver, IPartSender
{
    private const int CoolKind = 1;

    private readonly PartInlet inlet;
    private readonly PartOutlet outlet;
    private readonly Queue<Part> parts = new();
    private readonly TimeWeightedMonitor level;
    private readonly CounterMonitor throughput;
    private readonly double seconds;
    private int places;
    private int cold;

    public CoolingTunnel(Simulator simulator, string path, double seconds, int places)
        : base(simulator, path)
    {
        inlet = new PartInlet(this, path, Flow);
        outlet = new PartOutlet(this, $"{path}.out");
        level = Observe(new TimeWeightedMonitor("level", "1", simulator.Clock));
        throughput = Observe(new CounterMonitor("throughput", "1", simulator.Clock));
        (this.seconds, this.places) = (seconds, places);
    }

    /// <inheritdoc/>
    public override int PartCount => parts.Sum(part => part.Count());

    /// <summary>What is in it is not told by signals: it starts empty.</summary>
    public override bool StartsLive => false;

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
    public override void Set(string name, double value)
    {
        if (name != "places")
        {
            base.Set(name, value);
        }

        places = (int)value;
        inlet.Open();
    }

    /// <inheritdoc/>
    public bool HasRoom(PartInlet inlet) => parts.Count < places;

    /// <inheritdoc/>
    public bool CanAccept(PartInlet inlet, Part part) => parts.Count < places;

    /// <inheritdoc/>
    public void Accept(PartInlet inlet, Part part)
    {
        parts.Enqueue(part);
        level.Set(Now, parts.Count);
        Schedule(Duration(seconds), CoolKind);
    }

    /// <inheritdoc/>
    public bool OnRoom(PartOutlet outlet, PartInlet inlet)
    {
        if (cold == 0 || !inlet.CanAccept(parts.Peek()))
        {
            WaitOrAsk();
            return false;
        }

        cold--;
        var part = parts.Dequeue();
        level.Set(Now, parts.Count);
        throughput.Add();
        outlet.Send(part, inlet);
        WaitOrAsk();
        return true;
    }

    /// <inheritdoc/>
    protected override void Happen(int kind, long argument)
    {
        cold++;
        foreach (var next in outlet.Inlets)
        {
            if (OnRoom(outlet, next))
            {
                return;
            }
        }
    }

    private void WaitOrAsk()
    {
        if (cold > 0)
        {
            outlet.Wait();
        }

        inlet.Open();
    }
}
