using TwinGrid.Simulation.Flow.Parts;
using TwinGrid.Simulation.Kernel;

namespace TwinGrid.Simulation.Flow.Junctions;

/// <summary>
/// Where parts pass in no time. Which way a part goes is known before it comes, so that it stays with whoever delivers it until that way is open. Holds no parts.
/// </summary>
internal abstract class Junction : FlowComponent, IPartReceiver, IPartSender
{
    private readonly PartInlet inlet;
    private long passed;
    private bool isAsked;

    protected Junction(Simulator simulator, string path)
        : base(simulator, path) => inlet = new PartInlet(this, path, Flow);

    /// <inheritdoc/>
    public override object? Port(string name) => name == "in" ? inlet : null;

    /// <inheritdoc/>
    public override void Connect(IConnections connections)
    {
        ArgumentNullException.ThrowIfNull(connections);
        inlet.Connect(connections.Peers<PartOutlet>("in"));
    }

    /// <inheritdoc/>
    public override void Start()
    {
    }

    /// <inheritdoc/>
    public bool HasRoom(PartInlet inlet) => true;

    /// <inheritdoc/>
    public bool CanAccept(PartInlet inlet, Part part)
    {
        if (isAsked)
        {
            throw new ModelException($"{Path}: a part that goes on from here may come round to it again in no time; a circle of components needs one that takes time, such as a machine, or a router that sends each part out of it.");
        }

        isAsked = true;
        var canPass = CanPass(part);
        isAsked = false;
        return canPass;
    }

    /// <inheritdoc/>
    public void Accept(PartInlet inlet, Part part)
    {
        passed++;
        Pass(part);
    }

    /// <inheritdoc/>
    public bool OnRoom(PartOutlet outlet, PartInlet inlet)
    {
        var before = passed;
        this.inlet.Open();
        return passed > before;
    }

    /// <inheritdoc/>
    protected internal override bool IsStuck => true;

    /// <summary>Whether the part's way is open; if not, lines up where it must go.</summary>
    protected abstract bool CanPass(Part part);

    /// <summary>Sends the part on its way, which is open.</summary>
    protected abstract void Pass(Part part);

    /// <inheritdoc/>
    protected override void Happen(int kind, long argument) => throw new InvalidOperationException($"{Path} has no events of kind {kind}.");
}
