using TwinGrid.Model.Time;
using TwinGrid.Simulation.Distributions;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Monitors;
using TwinGrid.Simulation.Processes;
using TwinGrid.Simulation.Resources;

namespace TwinGrid.Simulation.Tests.Processes.Examples;

/// <summary>SimPy's machine shop: machines that break in the middle of a part, and one repairer who has other jobs when nothing is broken. Shown in <c>docs/simulation/processes.md</c>.</summary>
internal sealed class MachineShop
{
    public const double Minute = 60; // s
    public const double MinutesPerPart = 10;
    public const double MinutesPerJob = 30;

    private const int Urgent = 1;
    private const int Spare = 2;

    private readonly Simulator simulator;
    private readonly PreemptiveResource repairer;
    private readonly Exponential life = new(300 * Minute);
    private readonly Exponential repair = new(30 * Minute);

    public MachineShop(Simulator simulator, int machines)
    {
        this.simulator = simulator;
        repairer = new PreemptiveResource(simulator, "repairer");
        Up = new TimeWeightedMonitor("up", "1", simulator.Clock, machines);
        for (var i = 1; i <= machines; i++)
        {
            var path = $"machine-{i}";
            var repaired = new Gate(simulator);
            var machine = simulator.Start(Machine(path, repaired), path);
            simulator.Start(Breakdowns(path, machine, repaired));
        }

        simulator.Start(OtherJobs());
    }

    /// <summary>Machines that run.</summary>
    public TimeWeightedMonitor Up { get; }

    public long Parts { get; private set; }

    public long Jobs { get; private set; }

    public double RepairSeconds { get; private set; }

    /// <summary>Makes part after part. A part that a breakdown interrupts is finished after the repair.</summary>
    private async Process Machine(string path, Gate repaired)
    {
        var repairs = simulator.Streams.Stream(path, "repair");
        while (true)
        {
            var left = simulator.Clock.Duration(MinutesPerPart * Minute);
            while (await simulator.Delay(left) is { Interrupted: true } breakdown)
            {
                left = breakdown.Remaining;
                Up.Add(simulator.Now, -1);
                using (await repairer.Request(Urgent))
                {
                    var seconds = repair.Sample(repairs);
                    await simulator.Delay(seconds);
                    RepairSeconds += seconds;
                }

                Up.Add(simulator.Now, 1);
                repaired.Pulse();
            }

            Parts++;
        }
    }

    /// <summary>Breaks a machine, again and again; it does not age while it waits for its repair.</summary>
    private async Process Breakdowns(string path, Process machine, Gate repaired)
    {
        var lives = simulator.Streams.Stream(path, "life");
        while (true)
        {
            await simulator.Delay(life.Sample(lives));
            machine.Interrupt();
            await repaired.Pass();
        }
    }

    /// <summary>What the repairer does when nothing is broken: the next repair takes the repairer away, and the job goes on later.</summary>
    private async Process OtherJobs()
    {
        while (true)
        {
            var left = simulator.Clock.Duration(MinutesPerJob * Minute);
            while (left > SimDuration.Zero)
            {
                using var held = await repairer.Request(Spare, preempt: false);
                left = (await simulator.Delay(left)).Remaining;
            }

            Jobs++;
        }
    }
}
