using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Signals;

namespace TwinGrid.Simulation.Flow.Stations;

/// <summary>What a machine shows to equations and other components. Only what is connected is kept up.</summary>
internal sealed class MachineSignals(Simulator simulator, MachineFigures figures)
{
    private StepSignal? running;
    private StepSignal? phase;
    private StepSignal? power;

    /// <summary>The signal of a port; null when there is no such port.</summary>
    public StepSignal? Port(string name) => name switch
    {
        "running" => running ??= new StepSignal(simulator, 0),
        "phase" => phase ??= new StepSignal(simulator, 0),
        "electricPower" => power ??= new StepSignal(simulator, 0),
        _ => null,
    };

    /// <summary>Shows what has changed.</summary>
    public void Update()
    {
        running?.Set(figures.Working > 0 ? 1 : 0);
        phase?.Set(figures.FirstPhase);
        power?.Set(figures.PowerWatts);
    }
}
