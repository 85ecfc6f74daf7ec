using TwinGrid.Model.Time;
using TwinGrid.Simulation.Flow.Parts;
using TwinGrid.Simulation.Flow.Stations;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Monitors;
using TwinGrid.Simulation.Randomness;
using TwinGrid.Simulation.Signals;

namespace TwinGrid.Simulation.Flow.Batching;

/// <summary>
/// Sets parts on a pallet layer by layer: while a layer is placed, the next one gathers before it; a full pallet changes for an empty one, and blocks when nobody takes it.
/// </summary>
internal sealed class Palletiser : FlowComponent, IPartReceiver, IPartSender, ISignalListener
{
    private const int DoneKind = 1;
    private const int OpenKind = 2;

    private readonly ModuleArguments arguments;
    private readonly PartInlet inlet;
    private readonly PartOutlet outlet;
    private readonly PartQueue gathering = new();
    private readonly PhaseLedger ledger;
    private readonly IndexedDraws layerDraws;
    private readonly IndexedDraws changeDraws;
    private readonly CounterMonitor layersDone;
    private readonly CounterMonitor pallets;
    private readonly StepSignal running;
    private readonly int perLayer;
    private readonly int perPallet;
    private Part? pallet;
    private Phase phase;
    private int layers;
    private long placed;
    private long made;
    private double left;
    private SimTime since;
    private EventHandle done;
    private ISignal? enable;

    public Palletiser(Simulator simulator, string path, ModuleArguments arguments)
        : base(simulator, path)
    {
        this.arguments = arguments;
        inlet = new PartInlet(this, path, Flow);
        outlet = new PartOutlet(this, $"{path}.out");
        perLayer = arguments.Integer("layer");
        perPallet = arguments.Integer("layers");
        layerDraws = simulator.Streams.Indexed(path, "layer");
        changeDraws = simulator.Streams.Indexed(path, "change");
        running = new StepSignal(simulator, 0);
        ledger = new PhaseLedger(simulator.Clock, PalletiserModule.Phases.Length);
        ledger.Add(Now, 0);
        for (var i = 0; i < PalletiserModule.Phases.Length; i++)
        {
            Observe(new PhaseMonitor(PalletiserModule.Phases[i], "1", ledger, [.. PalletiserModule.Phases.Select((_, p) => p == i ? 1.0 : 0.0)], isSum: false));
        }

        layersDone = Observe(new CounterMonitor("layers", "1", simulator.Clock));
        pallets = Observe(new CounterMonitor("throughput", "1", simulator.Clock));
    }

    private enum Phase
    {
        Starved,
        Placing,
        Changing,
        Blocked,
    }

    /// <inheritdoc/>
    public override int PartCount => gathering.CountAll() + (pallet?.Count() ?? 0);

    private bool IsEnabled => enable is null || enable.Value > 0;

    /// <inheritdoc/>
    public override object? Port(string name) => name switch
    {
        "in" => inlet,
        "out" => outlet,
        "running" => running,
        _ => null,
    };

    /// <inheritdoc/>
    public override void Connect(IConnections connections)
    {
        inlet.Connect(connections.Peers<PartOutlet>("in"));
        outlet.Connect(connections.Peers<PartInlet>("out"));
        enable = Input(connections, "enable", this);
    }

    /// <inheritdoc/>
    public override void InitializeFrom(ComponentState state)
    {
        for (var i = Math.Min(perLayer, (int)Math.Round(state["level"] ?? 0)); i > 0; i--)
        {
            gathering.Add(Flow.Parts.Make(Origin, made++, Now));
        }

        layers = Math.Clamp((int)Math.Round(state["layers"] ?? 0), 0, perPallet - 1);
        pallet = layers > 0 ? NewPallet() : null;
        for (var i = 0; i < layers * perLayer; i++)
        {
            pallet!.Hold(Flow.Parts.Make(Origin, made++, Now));
        }

        base.Start();
    }

    /// <inheritdoc/>
    public void OnSignal(ISignal signal)
    {
        Pause();
        Resume();
        if (phase == Phase.Starved && IsEnabled)
        {
            // Not within the event of whoever changed the signal.
            Schedule(SimDuration.Zero, OpenKind);
        }
    }

    /// <inheritdoc/>
    public bool HasRoom(PartInlet inlet) => gathering.Count < perLayer;

    /// <inheritdoc/>
    public bool CanAccept(PartInlet inlet, Part part) => gathering.Count < perLayer;

    /// <inheritdoc/>
    public void Accept(PartInlet inlet, Part part)
    {
        part.Entered = Now;
        gathering.Add(part);
        if (phase == Phase.Starved)
        {
            PlaceNext();
        }

        if (inlet.Waiting > 0 && HasRoom(inlet))
        {
            // The next layer gathers, but not before this delivery is over.
            Schedule(SimDuration.Zero, OpenKind);
        }
    }

    /// <inheritdoc/>
    public bool OnRoom(PartOutlet outlet, PartInlet inlet)
    {
        if (phase != Phase.Blocked || !inlet.CanAccept(pallet!))
        {
            outlet.Wait();
            return false;
        }

        outlet.Send(Release(), inlet);
        PlaceNext();
        this.inlet.Open();
        return true;
    }

    /// <inheritdoc/>
    protected override void Wake() => PlaceNext();

    /// <inheritdoc/>
    protected override void Happen(int kind, long argument)
    {
        if (kind == OpenKind)
        {
            if (phase == Phase.Starved)
            {
                PlaceNext();
            }

            inlet.Open();
            return;
        }

        done = default;
        if (phase == Phase.Placing && ++layers == perPallet)
        {
            Enter(Phase.Changing, arguments.Law("changeTime").Quantile(changeDraws.Draw(pallet!.Number)));
            return;
        }

        if (phase == Phase.Changing)
        {
            if (!outlet.TrySend(pallet!))
            {
                Enter(Phase.Blocked, 0);
                return;
            }

            Release();
        }

        PlaceNext();
        inlet.Open();
    }

    private Part Release()
    {
        var full = pallet!;
        (pallet, layers) = (null, 0);
        pallets.Add();
        return full;
    }

    private void PlaceNext()
    {
        if (gathering.Count < perLayer || !IsEnabled)
        {
            Enter(Phase.Starved, 0);
            return;
        }

        pallet ??= NewPallet();
        while (gathering.Count > 0)
        {
            pallet.Hold(gathering.RemoveAt(0));
        }

        layersDone.Add();
        Enter(Phase.Placing, arguments.Law("layerTime").Quantile(layerDraws.Draw(placed++)));
    }

    private void Enter(Phase next, double seconds)
    {
        phase = next;
        ledger.Enter(0, Now, (int)next);
        left = seconds;
        Flow.Recorder?.Enter(Path, 0, PalletiserModule.Phases[(int)next], pallet, Now);
        running.Set(next is Phase.Placing or Phase.Changing ? 1 : 0);
        Resume();
    }

    private void Pause()
    {
        if (Simulator.Cancel(done))
        {
            left = Math.Max(0, left - SecondsSince(since));
            done = default;
        }
    }

    private void Resume()
    {
        since = Now;
        if (phase is Phase.Placing or Phase.Changing && IsEnabled)
        {
            done = Schedule(Duration(left), DoneKind);
        }
    }

    private Part NewPallet()
    {
        var part = Flow.Parts.Make(Origin, made++, Now);
        part.Product = arguments.Text("product");
        part.Priority = double.PositiveInfinity;
        return part;
    }
}
