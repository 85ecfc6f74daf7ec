using System.Globalization;
using TwinGrid.Model.Time;
using TwinGrid.Simulation.Distributions;
using TwinGrid.Simulation.Flow.Parts;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Monitors;
using TwinGrid.Simulation.Randomness;

namespace TwinGrid.Simulation.Flow.Boundaries;

/// <summary>Where parts come from: at drawn times, or, saturated, whenever somebody takes one.</summary>
internal sealed class Source : FlowComponent, IPartSender
{
    private const int ArrivalKind = 1;
    private const int OpenKind = 2;
    private const int MaxAtOnce = 1_000_000;

    private readonly PartOutlet outlet;
    private readonly PartMaker maker;
    private readonly ArrivalClock clock;
    private readonly Distribution? interarrival;
    private readonly Distribution batch;
    private readonly RandomStream arrivals;
    private readonly IndexedDraws batchDraws;
    private readonly double start;
    private readonly bool losesParts;
    private readonly long maxParts;
    private readonly CounterMonitor created;
    private readonly CounterMonitor lost;
    private long batches;
    private int toSend;
    private Part? held;
    private SimTime sentAt;
    private int sentAtOnce;

    public Source(Simulator simulator, string path, ModuleArguments arguments)
        : base(simulator, path)
    {
        outlet = new PartOutlet(this, $"{path}.out");
        maker = new PartMaker(simulator, path, Origin, arguments);
        var profile = SourceSettings.Of(arguments).Profile;
        clock = new ArrivalClock(simulator, this, ArrivalKind, profile, arguments.Number("rate"), profile?.Start(simulator, arguments) ?? 0);
        interarrival = arguments.Has("interarrival") ? arguments.Law("interarrival") : null;
        batch = arguments.Law("batch");
        arrivals = Stream("interarrival");
        batchDraws = simulator.Streams.Indexed(path, "batch");
        start = arguments.Number("start");
        losesParts = arguments.Text("whenFull") == "lose";
        maxParts = arguments.Has("maxParts") ? arguments.Integer("maxParts") : long.MaxValue;
        created = Observe(new CounterMonitor("created", "1", simulator.Clock));
        lost = Observe(new CounterMonitor("lost", "1", simulator.Clock));
        Observe(new RatioMonitor("lostShare", lost, created));
    }

    /// <inheritdoc/>
    public override int PartCount => held is null ? 0 : 1;

    private bool IsSaturated => interarrival is null;

    /// <inheritdoc/>
    public override object? Port(string name) => name == "out" ? outlet : null;

    /// <inheritdoc/>
    public override void Connect(IConnections connections) => outlet.Connect(connections.Peers<PartInlet>("out"));

    /// <inheritdoc/>
    public override void Start()
    {
        if (IsSaturated)
        {
            base.Start();
        }
        else if (start > 0)
        {
            Schedule(Duration(start), OpenKind);
        }
        else
        {
            AwaitNext();
        }
    }

    /// <inheritdoc/>
    public override void InitializeFrom(ComponentState state)
    {
        if (interarrival is null)
        {
            base.Start();
        }
        else
        {
            clock.Wait(interarrival.Residual(state.ElapsedSeconds, arrivals.NextDouble()));
        }
    }

    /// <inheritdoc/>
    public override void Set(string name, double value)
    {
        if (name != "rate")
        {
            base.Set(name, value);
        }

        clock.SetRate(value);
    }

    /// <inheritdoc/>
    public bool OnRoom(PartOutlet outlet, PartInlet inlet)
    {
        if (held is not { } part)
        {
            return false;
        }

        if (!inlet.CanAccept(part))
        {
            outlet.Wait();
            return false;
        }

        held = null;
        Count();
        outlet.Send(part, inlet);
        if (!IsSaturated && toSend == 0)
        {
            AwaitNext();
        }
        else if (maker.Count < maxParts)
        {
            toSend -= IsSaturated ? 0 : 1;
            held = maker.Next();
            outlet.Wait();
        }

        return true;
    }

    /// <inheritdoc/>
    protected override void Wake()
    {
        toSend = int.MaxValue;
        SendAll();
        toSend = 0;
    }

    /// <inheritdoc/>
    protected override void Happen(int kind, long argument)
    {
        clock.Stop();
        if (kind == OpenKind)
        {
            AwaitNext();
            return;
        }

        toSend = batch is Constant ? (int)batch.Mean : (int)Math.Round(batch.Quantile(batchDraws.Draw(batches++)));
        if (SendAll())
        {
            AwaitNext();
        }
    }

    private void AwaitNext()
    {
        if (maker.Count < maxParts)
        {
            clock.Wait(interarrival!.Sample(arrivals));
        }
    }

    /// <summary>Sends what there is to send; false when a part has to wait.</summary>
    private bool SendAll()
    {
        while (toSend > 0 && maker.Count < maxParts)
        {
            toSend--;
            var part = maker.Next();
            if (outlet.TrySend(part))
            {
                Count();
            }
            else if (losesParts)
            {
                created.Add();
                lost.Add();
                outlet.StopWaiting();
                Flow.Parts.Return(part);
            }
            else
            {
                held = part;
                return false;
            }
        }

        return true;
    }

    // A part counts as created when it enters the plant; before, it is only the next one.
    private void Count()
    {
        created.Add();
        sentAtOnce = sentAt == Now ? sentAtOnce + 1 : 1;
        sentAt = Now;
        if (sentAtOnce > MaxAtOnce)
        {
            throw new ModelException(IsSaturated
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Path} has sent {MaxAtOnce} parts in no time; a saturated source needs something behind it that takes time, such as a machine with a service time above 0, and no buffer without a capacity before that.")
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Path} has sent {MaxAtOnce} parts within one tick of {Simulator.Clock.SecondsPerTick} s: times between arrivals are 0, or far shorter than a tick (clock.tick)."));
        }
    }
}
