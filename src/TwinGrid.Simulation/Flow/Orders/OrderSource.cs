using TwinGrid.Model.Time;
using TwinGrid.Simulation.Distributions;
using TwinGrid.Simulation.Flow.Boundaries;
using TwinGrid.Simulation.Flow.Parts;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Randomness;

namespace TwinGrid.Simulation.Flow.Orders;

/// <summary>
/// Where orders come from, known beforehand or by chance, and their parts enter the plant: as soon as somebody takes them, or no more than so many in the plant at once. An order is
/// complete when all its parts have left the plant, wherever.
/// </summary>
internal sealed class OrderSource : FlowComponent, IPartSender, IOrderOwner
{
    private const int PlannedKind = 1;
    private const int ArrivalKind = 2;
    private const int ReleaseKind = 3;

    private readonly OrderSettings settings;
    private readonly SourceSettings products;
    private readonly PartOutlet outlet;
    private readonly OrderFigures figures;
    private readonly List<Order> open = [];
    private readonly Stack<Order> spare = new();
    private readonly ArrivalClock clock;
    private readonly Distribution? interarrival;
    private readonly RandomStream arrivals;
    private readonly RandomOrders random;
    private readonly string release;
    private int wip;
    private int planned;
    private int number;
    private long parts;
    private long wanted;
    private long inside;
    private int incomplete;
    private Part? held;
    private bool isReleasing;

    public OrderSource(Simulator simulator, string path, ModuleArguments arguments)
        : base(simulator, path)
    {
        settings = OrderSettings.Of(arguments);
        products = SourceSettings.Of(arguments);
        outlet = new PartOutlet(this, $"{path}.out");
        figures = new OrderFigures(simulator.Clock, m => Observe(m));
        clock = new ArrivalClock(simulator, this, ArrivalKind, products.Profile, arguments.Number("rate"), products.Profile?.Start(simulator, arguments) ?? 0);
        interarrival = arguments.Has("interarrival") ? arguments.Law("interarrival") : null;
        arrivals = Stream("interarrival");
        random = new RandomOrders(simulator, path, arguments);
        release = arguments.Text("release");
        wip = arguments.Has("wip") ? arguments.Integer("wip") : int.MaxValue;
    }

    /// <inheritdoc/>
    public override int PartCount => held is null ? 0 : 1;

    /// <inheritdoc/>
    public override object? Port(string name) => name == "out" ? outlet : null;

    /// <inheritdoc/>
    public override void Connect(IConnections connections) => outlet.Connect(connections.Peers<PartInlet>("out"));

    /// <inheritdoc/>
    public override void Start()
    {
        base.Start();
        if (interarrival is not null)
        {
            clock.Wait(interarrival.Sample(arrivals));
        }
    }

    /// <inheritdoc/>
    public override void InitializeFrom(ComponentState state)
    {
        base.Start();
        if (interarrival is not null)
        {
            clock.Wait(interarrival.Residual(state.ElapsedSeconds, arrivals.NextDouble()));
        }
    }

    /// <inheritdoc/>
    public override void Set(string name, double value)
    {
        switch (name)
        {
            case "rate":
                clock.SetRate(value);
                break;
            case "wip":
                wip = (int)value;
                Release();
                break;
            default:
                base.Set(name, value);
                break;
        }
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
        figures.Release();
        outlet.Send(part, inlet);
        Release();
        return true;
    }

    /// <inheritdoc/>
    public void OnPartLeft(Order order)
    {
        inside--;
        if (order.Finished == order.Quantity)
        {
            incomplete--;
            figures.Complete(order, Now);
            spare.Push(order);
        }

        Show();
        if (open.Count > 0 && held is null && inside < wip && !isReleasing)
        {
            // Not within the event of whoever takes the part, who is not done with it yet.
            isReleasing = true;
            Schedule(SimDuration.Zero, ReleaseKind);
        }
    }

    /// <inheritdoc/>
    protected override void Wake() => PlacePlanned();

    /// <inheritdoc/>
    protected override void Happen(int kind, long argument)
    {
        switch (kind)
        {
            case PlannedKind:
                PlacePlanned();
                break;
            case ArrivalKind:
                clock.Stop();
                Place(random.Product(products, number), random.Quantity(number), random.Due(number), random.Priority);
                clock.Wait(interarrival!.Sample(arrivals));
                Release();
                break;
            default:
                isReleasing = false;
                Release();
                break;
        }
    }

    private void PlacePlanned()
    {
        while (planned < settings.Orders.Count && settings.Orders[planned] is var next && Simulator.Clock.Time(next.At) <= Now)
        {
            planned++;
            Place(next.Product, next.Quantity, double.IsPositiveInfinity(next.Due) ? SimTime.Never : Simulator.Clock.Time(next.Due), next.Priority);
        }

        if (planned < settings.Orders.Count)
        {
            Schedule(Simulator.Clock.Time(settings.Orders[planned].At) - Now, PlannedKind);
        }

        Release();
    }

    private void Place(string product, int quantity, SimTime due, double priority)
    {
        var order = spare.TryPop(out var used) ? used : new Order { Owner = this };
        order.Number = ++number;
        (order.Product, order.Quantity, order.Received, order.Due, order.Priority) = (product, quantity, Now, due, priority);
        (order.FirstPart, order.Released, order.Finished) = (parts, 0, 0);
        parts += quantity;
        wanted += quantity;
        incomplete++;
        open.Add(order);
        figures.Place();
    }

    private void Release()
    {
        while (held is null && open.Count > 0 && inside < wip)
        {
            var part = NextPart();
            if (!outlet.TrySend(part))
            {
                held = part;
                break;
            }

            figures.Release();
        }

        Show();
    }

    private Part NextPart()
    {
        var place = NextOrder();
        var order = open[place];
        var part = Flow.Parts.Make(Origin, order.FirstPart + order.Released++, Now);
        (part.Order, part.Product, part.Due, part.Priority) = (order, order.Product, order.Due, order.Priority);
        part.Routing = settings.Routings.GetValueOrDefault(order.Product);
        wanted--;
        inside++;
        if (order.Released == order.Quantity)
        {
            open.RemoveAt(place);
        }

        return part;
    }

    private int NextOrder()
    {
        var best = 0;
        for (var i = 1; release != "fifo" && i < open.Count; i++)
        {
            best = (release == "edd" ? open[i].Due < open[best].Due : open[i].Priority < open[best].Priority) ? i : best;
        }

        return best;
    }

    private void Show()
    {
        figures.SetOpen(incomplete > 0 || planned < settings.Orders.Count);
        figures.Show(Now, wanted + (held is null ? 0 : 1), inside - (held is null ? 0 : 1));
    }
}
