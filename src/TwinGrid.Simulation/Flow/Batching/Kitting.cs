using System.Globalization;
using TwinGrid.Model.Time;
using TwinGrid.Simulation.Flow.Parts;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Monitors;

namespace TwinGrid.Simulation.Flow.Batching;

/// <summary>Joins parts of several kinds into one: so many from each inlet. Collects some sets ahead; the next join begins when the last assembly is gone.</summary>
internal sealed class Kitting : FlowComponent, IPartReceiver, IPartSender
{
    public const int MaxInlets = 6;

    private const int JoinKind = 1;

    private readonly PartInlet[] inlets;
    private readonly PartQueue[] queues;
    private readonly int[] counts;
    private readonly int ahead;
    private readonly bool isOnBase;
    private readonly string product;
    private readonly PartOutlet outlet;
    private readonly TimeWeightedMonitor level;
    private readonly TallyMonitor wait;
    private readonly CounterMonitor throughput;
    private long made;
    private Part? ready;
    private bool isJoining;

    public Kitting(Simulator simulator, string path, ModuleArguments arguments)
        : base(simulator, path)
    {
        counts = [.. arguments.Numbers("counts").Select(c => (int)c)];
        inlets = [.. Enumerable.Range(0, MaxInlets).Select(_ => new PartInlet(this, path, Flow))];
        queues = [.. counts.Select(_ => new PartQueue())];
        ahead = arguments.Integer("ahead");
        isOnBase = arguments.Flag("onBase");
        product = arguments.Text("product");
        outlet = new PartOutlet(this, $"{path}.out");
        level = Observe(new TimeWeightedMonitor("level", "1", simulator.Clock));
        wait = Observe(new TallyMonitor("wait", "s"));
        throughput = Observe(new CounterMonitor("throughput", "1", simulator.Clock));
    }

    /// <inheritdoc/>
    public override int PartCount
    {
        get
        {
            var count = ready?.Count() ?? 0;
            foreach (var queue in queues)
            {
                count += queue.CountAll();
            }

            return count;
        }
    }

    /// <inheritdoc/>
    public override object? Port(string name) => name == "out" ? outlet
        : name.StartsWith("in", StringComparison.Ordinal) && int.TryParse(name.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= MaxInlets
            ? inlets[number - 1]
            : null;

    /// <inheritdoc/>
    public override void Connect(IConnections connections)
    {
        outlet.Connect(connections.Peers<PartInlet>("out"));
        for (var i = 0; i < MaxInlets; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"in{i + 1}");
            var peers = connections.Peers<PartOutlet>(name);
            if (peers.Count > 0 != i < counts.Length)
            {
                throw new ModelException(peers.Count > 0
                    ? string.Create(CultureInfo.InvariantCulture, $"{Path}.{name} is connected, but there are counts of {counts.Length} inlets only.")
                    : $"{Path}.{name} is not connected: nothing could ever be assembled.");
            }

            inlets[i].Connect(peers);
        }
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
    public bool HasRoom(PartInlet inlet) => Array.IndexOf(inlets, inlet) is var i && queues[i].Count < counts[i] * ahead;

    /// <inheritdoc/>
    public bool CanAccept(PartInlet inlet, Part part) => HasRoom(inlet);

    /// <inheritdoc/>
    public void Accept(PartInlet inlet, Part part)
    {
        part.Entered = Now;
        queues[Array.IndexOf(inlets, inlet)].Add(part);
        level.Set(Now, level.Level + 1);
        if (!isJoining && ready is null && IsComplete())
        {
            // Room that this makes is offered when the delivery is over.
            isJoining = true;
            Schedule(SimDuration.Zero, JoinKind);
        }
    }

    /// <inheritdoc/>
    public bool OnRoom(PartOutlet outlet, PartInlet inlet)
    {
        if (ready is not { } assembly)
        {
            return false;
        }

        if (!inlet.CanAccept(assembly))
        {
            outlet.Wait();
            return false;
        }

        ready = null;
        outlet.Send(assembly, inlet);
        JoinAll();
        return true;
    }

    /// <inheritdoc/>
    protected override void Happen(int kind, long argument)
    {
        isJoining = false;
        JoinAll();
    }

    private void JoinAll()
    {
        while (ready is null && IsComplete())
        {
            var assembly = Join();
            if (!outlet.TrySend(assembly))
            {
                ready = assembly;
            }

            foreach (var inlet in inlets)
            {
                inlet.Open();
            }
        }
    }

    private bool IsComplete()
    {
        for (var i = 0; i < counts.Length; i++)
        {
            if (queues[i].Count < counts[i])
            {
                return false;
            }
        }

        return true;
    }

    private Part Join()
    {
        var assembly = isOnBase ? Take(0) : New();
        for (var i = 0; i < counts.Length; i++)
        {
            for (var count = isOnBase && i == 0 ? 1 : 0; count < counts[i]; count++)
            {
                assembly.Hold(Take(i));
            }
        }

        assembly.Product = product.Length > 0 ? product : assembly.Product;
        throughput.Add();
        return assembly;
    }

    private Part New()
    {
        var part = Flow.Parts.Make(Origin, made++, Now);
        part.Priority = double.PositiveInfinity;
        return part;
    }

    private Part Take(int inlet)
    {
        var part = queues[inlet].RemoveAt(0);
        wait.Add(SecondsSince(part.Entered));
        level.Set(Now, level.Level - 1);
        return part;
    }
}
