using System.Globalization;
using TwinGrid.Simulation.Flow.Parts;
using TwinGrid.Simulation.Flow.Storage;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Monitors;
using TwinGrid.Simulation.Randomness;

namespace TwinGrid.Simulation.Flow.Junctions;

/// <summary>Sends each part where it must go: by its routing, its product, a condition, chance, in turn, to the shortest queue, or to whoever takes it.</summary>
internal sealed class Router : Junction
{
    private const int Anywhere = -1;

    private readonly ModuleArguments arguments;
    private readonly RouterSettings settings;
    private readonly PartOutlet outlet;
    private readonly IndexedDraws draws;
    private readonly CounterMonitor throughput;
    private readonly string by;
    private (PartExpression When, int To)[] rules = [];
    private double[] limits = [];
    private Destinations destinations;
    private int otherwise;
    private int turn;

    public Router(Simulator simulator, string path, ModuleArguments arguments)
        : base(simulator, path)
    {
        this.arguments = arguments;
        settings = RouterSettings.Of(arguments);
        outlet = new PartOutlet(this, $"{path}.out");
        draws = simulator.Streams.Indexed(path, "route");
        by = arguments.Text("by");
        destinations = new Destinations(path, []);
        throughput = Observe(new CounterMonitor("throughput", "1", simulator.Clock));
    }

    /// <inheritdoc/>
    public override object? Port(string name) => name == "out" ? outlet : base.Port(name);

    /// <inheritdoc/>
    public override void Connect(IConnections connections)
    {
        base.Connect(connections);
        outlet.Connect(connections.Peers<PartInlet>("out"));
        destinations = new Destinations(Path, outlet.Inlets);
        otherwise = arguments.Has("otherwise") ? destinations.Find(arguments.Text("otherwise")) : outlet.Inlets.Count - 1;
        rules = [.. settings.Rules.Select(r => (new PartExpression(r.When, Flow, Simulator.Clock), destinations.Find(r.To)))];
        foreach (var station in settings.ByProduct.Values)
        {
            destinations.Find(station);
        }

        if (by == "probability")
        {
            limits = Limits();
        }
    }

    /// <inheritdoc/>
    protected override bool CanPass(Part part)
    {
        var target = Target(part, part.PeekVisit(Index));
        if (target == Anywhere ? outlet.CanSend(part) : outlet.Inlets[target].CanAccept(part))
        {
            return true;
        }

        if (target == Anywhere)
        {
            outlet.Wait();
        }
        else
        {
            outlet.WaitAt(outlet.Inlets[target]);
        }

        return false;
    }

    /// <inheritdoc/>
    protected override void Pass(Part part)
    {
        throughput.Add();
        var target = Target(part, by == "probability" ? part.BeginVisit(Index) : 0);
        turn = by == "turn" ? (turn + 1) % outlet.Inlets.Count : 0;
        if (target == Anywhere)
        {
            outlet.TrySend(part);
        }
        else
        {
            outlet.Send(part, outlet.Inlets[target]);
        }
    }

    private int Target(Part part, int visit) => by switch
    {
        "routing" => part.Routing is { } routing && part.Step < routing.Steps.Length ? destinations.Find(routing.Steps[part.Step].Station) : otherwise,
        "product" => settings.ByProduct.TryGetValue(part.Product, out var station) ? destinations.Find(station) : otherwise,
        "condition" => ByRule(part),
        "probability" => ByChance(draws.Draw(part.Number, visit)),
        "turn" => turn,
        "shortest" => Shortest(part),
        _ => Anywhere,
    };

    private int ByRule(Part part)
    {
        foreach (var (when, to) in rules)
        {
            if (when.Of(part, Now) != 0)
            {
                return to;
            }
        }

        return otherwise;
    }

    private int ByChance(double uniform)
    {
        var i = 0;
        while (i < limits.Length - 1 && uniform >= limits[i])
        {
            i++;
        }

        return i;
    }

    // Of those that take the part; when none does, whoever is first to take it.
    private int Shortest(Part part)
    {
        var best = Anywhere;
        var least = int.MaxValue;
        for (var i = 0; i < outlet.Inlets.Count; i++)
        {
            var inlet = outlet.Inlets[i];
            var level = (inlet.Receiver as ILevel)?.Level ?? 0;
            if (level < least && inlet.CanAccept(part))
            {
                (best, least) = (i, level);
            }
        }

        return best;
    }

    private double[] Limits()
    {
        var weights = arguments.Numbers("weights");
        if (weights.Length != outlet.Inlets.Count)
        {
            throw new ModelException(string.Create(
                CultureInfo.InvariantCulture, $"{Path}: {weights.Length} weights for {outlet.Inlets.Count} connections ({string.Join(", ", outlet.Inlets.Select(i => i.Component))})."));
        }

        var (sum, total) = (0.0, weights.Sum());
        return [.. weights.Select(w => (sum += w) / total)];
    }
}
