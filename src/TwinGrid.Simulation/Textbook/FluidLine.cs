using TwinGrid.Model.Time;
using TwinGrid.Simulation.Flow.Maintenance;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Monitors;
using TwinGrid.Simulation.Distributions;

namespace TwinGrid.Simulation.Textbook;

/// <summary>
/// Two machines of equal speed with a tank between them. A machine ages while it works; it does not work while it is down, the first one behind a full tank unless the second
/// one draws, the second one behind an empty tank unless the first one feeds. Levels are whole ticks of flow at full speed, so that full and empty are exact.
/// </summary>
internal sealed class FluidLine : Component
{
    private const int FailureKind = 1;
    private const int RepairedKind = 2;
    private const int LimitKind = 3;

    private readonly Unit first;
    private readonly Unit second;
    private readonly double speed;
    private readonly long capacity;
    private readonly TimeWeightedMonitor throughput;
    private readonly TimeWeightedMonitor up;
    private long level;
    private SimTime since;
    private EventHandle limit;

    public FluidLine(Simulator simulator, string path, ModuleArguments arguments)
        : base(simulator, path)
    {
        speed = arguments.Number("speed");
        capacity = simulator.Clock.Duration(arguments.Number("buffer") / speed).Ticks;
        var (life, repair) = (new Exponential(1 / arguments.Number("failureRate")), new Exponential(1 / arguments.Number("repairRate")));
        first = new Unit(this, 0, life, repair);
        second = new Unit(this, 1, life, repair);
        throughput = Observe(new TimeWeightedMonitor("throughput", "/s", simulator.Clock));
        up = Observe(new TimeWeightedMonitor("up", "1", simulator.Clock, 2));
    }

    /// <inheritdoc/>
    public override void Start()
    {
        first.Clock.Renew();
        second.Clock.Renew();
        Proceed();
    }

    /// <inheritdoc/>
    public override void OnEvent(int kind, long argument)
    {
        Account();
        var unit = argument == 0 ? first : second;
        switch (kind)
        {
            case FailureKind:
                unit.Fail();
                break;
            case RepairedKind:
                unit.IsUp = true;
                unit.Clock.Renew();
                break;
        }

        Proceed();
    }

    /// <summary>Flow and ages since the last event.</summary>
    private void Account()
    {
        var ticks = (Now - since).Ticks;
        level += (first.IsWorking ? ticks : 0) - (second.IsWorking ? ticks : 0);
        first.Account(ticks);
        second.Account(ticks);
    }

    private void Proceed()
    {
        since = Now;
        first.Work(first.IsUp && (level < capacity || second.IsUp));
        second.Work(second.IsUp && (level > 0 || first.IsUp));
        Simulator.Cancel(limit);
        limit = first.IsWorking == second.IsWorking ? default : Schedule(new SimDuration(first.IsWorking ? capacity - level : level), LimitKind);
        throughput.Set(Now, second.IsWorking ? speed : 0);
        up.Set(Now, (first.IsUp ? 1 : 0) + (second.IsUp ? 1 : 0));
    }

    private sealed class Unit(FluidLine line, int index, Distribution life, Distribution repair)
    {
        private readonly Randomness.IndexedDraws repairs = line.Simulator.Streams.Indexed(line.Path, "repair");
        private long ordinal;
        private EventHandle failure;

        public FailureClock Clock { get; } = new(life, line.Simulator.Streams.Indexed(line.Path, "failure"), index);

        public bool IsUp { get; set; } = true;

        public bool IsWorking { get; private set; }

        public void Account(long ticks) => Clock.Age += IsWorking ? line.Simulator.Clock.Seconds(new SimDuration(ticks)) : 0;

        public void Work(bool works)
        {
            line.Simulator.Cancel(failure);
            IsWorking = works;
            failure = works ? line.Schedule(line.Simulator.Clock.Duration(Clock.UntilFailure), FailureKind, index) : default;
        }

        public void Fail()
        {
            IsUp = false;
            line.Schedule(line.Simulator.Clock.Duration(repair.Quantile(repairs.Draw(ordinal++, index))), RepairedKind, index);
        }
    }
}
