using TwinGrid.Model.Time;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Monitors;
using TwinGrid.Simulation.Signals;

namespace TwinGrid.Simulation.Flow.Transport;

/// <summary>What is observed and shown of a conveyor.</summary>
internal sealed class ConveyorFigures
{
    private readonly Simulator simulator;
    private readonly double powerWatts;
    private readonly TimeWeightedMonitor level;
    private readonly TimeWeightedMonitor moving;
    private readonly TimeWeightedMonitor blocked;
    private readonly TimeWeightedMonitor power;
    private readonly TallyMonitor travelTime;
    private readonly CounterMonitor throughput;
    private StepSignal? count;
    private StepSignal? running;
    private StepSignal? electricPower;

    public ConveyorFigures(Simulator simulator, double powerWatts, Func<ComponentMonitor, ComponentMonitor> observe)
    {
        this.simulator = simulator;
        this.powerWatts = powerWatts;
        level = new TimeWeightedMonitor("level", "1", simulator.Clock);
        moving = new TimeWeightedMonitor("moving", "1", simulator.Clock);
        blocked = new TimeWeightedMonitor("blocked", "1", simulator.Clock);
        power = new TimeWeightedMonitor("power", "W", simulator.Clock);
        travelTime = new TallyMonitor("travelTime", "s");
        throughput = new CounterMonitor("throughput", "1", simulator.Clock);
        foreach (var monitor in (ComponentMonitor[])[level, moving, blocked, power, travelTime, throughput])
        {
            observe(monitor);
        }
    }

    /// <summary>The signal of a port; null when there is no such port.</summary>
    public StepSignal? Port(string name) => name switch
    {
        "level" => count ??= new StepSignal(simulator, 0),
        "running" => running ??= new StepSignal(simulator, 0),
        "electricPower" => electricPower ??= new StepSignal(simulator, 0),
        _ => null,
    };

    public void Leave(double seconds)
    {
        throughput.Add();
        travelTime.Add(seconds);
    }

    public void Show(SimTime now, int parts, bool isMoving, bool isBlocked)
    {
        var watts = isMoving ? powerWatts : 0;
        level.Set(now, parts);
        moving.Set(now, isMoving ? 1 : 0);
        blocked.Set(now, isBlocked ? 1 : 0);
        power.Set(now, watts);
        count?.Set(parts);
        running?.Set(isMoving ? 1 : 0);
        electricPower?.Set(watts);
    }
}
