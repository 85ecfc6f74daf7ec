using TwinGrid.Simulation.Flow.Parts;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Monitors;
using TwinGrid.Simulation.Randomness;

namespace TwinGrid.Simulation.Flow.Junctions;

/// <summary>Looks at parts, not always right, and sends those that it rejects another way, so and so often; then they leave the plant here.</summary>
internal sealed class Inspection : Junction
{
    private readonly PartOutlet passes;
    private readonly PartOutlet rejects;
    private readonly IndexedDraws samples;
    private readonly IndexedDraws errors;
    private readonly int maxReworks;
    private readonly CounterMonitor inspected;
    private readonly CounterMonitor throughput;
    private readonly CounterMonitor escaped;
    private readonly CounterMonitor rejected;
    private readonly CounterMonitor scrap;
    private double sampleShare;
    private double missProbability;
    private double falseRejectProbability;

    public Inspection(Simulator simulator, string path, ModuleArguments arguments)
        : base(simulator, path)
    {
        passes = new PartOutlet(this, $"{path}.out");
        rejects = new PartOutlet(this, $"{path}.reject");
        samples = simulator.Streams.Indexed(path, "sample");
        errors = simulator.Streams.Indexed(path, "error");
        maxReworks = arguments.Has("maxReworks") ? arguments.Integer("maxReworks") : int.MaxValue;
        sampleShare = arguments.Number("sampleShare");
        missProbability = arguments.Number("missProbability");
        falseRejectProbability = arguments.Number("falseRejectProbability");
        inspected = Observe(new CounterMonitor("inspected", "1", simulator.Clock));
        throughput = Observe(new CounterMonitor("throughput", "1", simulator.Clock));
        escaped = Observe(new CounterMonitor("escaped", "1", simulator.Clock));
        rejected = Observe(new CounterMonitor("rejected", "1", simulator.Clock));
        scrap = Observe(new CounterMonitor("scrap", "1", simulator.Clock));
    }

    /// <inheritdoc/>
    public override object? Port(string name) => name switch
    {
        "out" => passes,
        "reject" => rejects,
        _ => base.Port(name),
    };

    /// <inheritdoc/>
    public override void Connect(IConnections connections)
    {
        base.Connect(connections);
        passes.Connect(connections.Peers<PartInlet>("out"));
        rejects.Connect(connections.Peers<PartInlet>("reject"));
    }

    /// <inheritdoc/>
    public override void Set(string name, double value)
    {
        switch (name)
        {
            case "sampleShare":
                sampleShare = value;
                break;
            case "missProbability":
                missProbability = value;
                break;
            case "falseRejectProbability":
                falseRejectProbability = value;
                break;
            default:
                base.Set(name, value);
                break;
        }
    }

    /// <inheritdoc/>
    protected override bool CanPass(Part part)
    {
        var visit = part.PeekVisit(Index);
        if (IsRejected(part, visit) && !IsReworked(part))
        {
            return true;
        }

        var outlet = IsRejected(part, visit) ? rejects : passes;
        if (outlet.CanSend(part))
        {
            return true;
        }

        outlet.Wait();
        return false;
    }

    /// <inheritdoc/>
    protected override void Pass(Part part)
    {
        var visit = part.BeginVisit(Index);
        inspected.Add(IsSampled(part, visit) ? 1 : 0);
        if (!IsRejected(part, visit))
        {
            throughput.Add();
            escaped.Add(part.IsGood ? 0 : 1);
            passes.TrySend(part);
            return;
        }

        rejected.Add();
        if (IsReworked(part))
        {
            part.Reworks++;
            rejects.TrySend(part);
        }
        else
        {
            scrap.Add();
            Flow.Parts.Return(part);
        }
    }

    private bool IsReworked(Part part) => rejects.Inlets.Count > 0 && part.Reworks < maxReworks;

    private bool IsSampled(Part part, int visit) => sampleShare >= 1 || samples.Draw(part.Number, visit) < sampleShare;

    // A part that is in order is rejected where the uniform is low, a defective one passes where it is high, so that both kinds of errors depend on it alike.
    private bool IsRejected(Part part, int visit) => IsSampled(part, visit) &&
        (part.IsGood ? falseRejectProbability > 0 && errors.Draw(part.Number, visit) < falseRejectProbability : missProbability <= 0 || errors.Draw(part.Number, visit) < 1 - missProbability);
}
