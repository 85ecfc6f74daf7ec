using TwinGrid.Simulation.Distributions;
using TwinGrid.Simulation.Distributions.Special;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Monitors;
using TwinGrid.Simulation.Randomness;
using TwinGrid.Simulation.Signals;

namespace TwinGrid.Simulation.Flow.Disturbances;

/// <summary>A random signal that keeps each value for an interval. Values follow the law whatever the correlation: a Gaussian sequence of first order is put through the law's quantile.</summary>
internal sealed class Disturbance : Component
{
    private const int NextKind = 1;

    /// <summary>So far out a Gaussian has no probability that a double could tell from 0 or 1.</summary>
    private const double Farthest = 8;

    private readonly Distribution law;
    private readonly double interval;
    private readonly double memory;
    private readonly double innovation;
    private readonly RandomStream draws;
    private readonly StepSignal signal;
    private readonly TimeWeightedMonitor value;
    private double scale;
    private double gaussian;

    public Disturbance(Simulator simulator, string path, ModuleArguments arguments)
        : base(simulator, path)
    {
        law = arguments.Law("law");
        interval = arguments.Number("interval");
        scale = arguments.Number("scale");
        var correlation = arguments.Number("correlationTime");
        memory = correlation > 0 ? Math.Exp(-interval / correlation) : 0;
        innovation = Math.Sqrt(1 - (memory * memory));
        draws = Stream("value");
        gaussian = NormalFunctions.Quantile(draws.NextDouble());
        signal = new StepSignal(simulator, Present);
        value = Observe(new TimeWeightedMonitor("value", "1", simulator.Clock, Present));
    }

    /// <inheritdoc/>
    public override bool StartsLive => true;

    private double Drawn => law.Quantile(NormalFunctions.Cdf(gaussian));

    private double Present => scale == 1 ? Drawn : law.Mean + (scale * (Drawn - law.Mean));

    /// <inheritdoc/>
    public override object? Port(string name) => name == "value" ? signal : null;

    /// <inheritdoc/>
    public override void Start() => ScheduleNext();

    /// <inheritdoc/>
    public override void InitializeFrom(ComponentState state)
    {
        if (state["value"] is { } known)
        {
            gaussian = Math.Clamp(NormalFunctions.Quantile(Math.Clamp(law.Cdf(known), double.Epsilon, 1)), -Farthest, Farthest);
            Tell(known);
        }

        ScheduleNext();
    }

    /// <inheritdoc/>
    public override void Set(string name, double value)
    {
        if (name != "scale")
        {
            base.Set(name, value);
        }

        scale = value;
        Tell(Present);
    }

    /// <inheritdoc/>
    public override void OnEvent(int kind, long argument)
    {
        gaussian = (memory * gaussian) + (innovation * NormalFunctions.Quantile(draws.NextDouble()));
        Tell(Present);
        ScheduleNext();
    }

    private void Tell(double present)
    {
        value.Set(Now, present);
        signal.Set(present);
    }

    private void ScheduleNext() => Schedule(Simulator.Clock.Duration(interval), NextKind, priority: EventPriority.Intervention);
}
