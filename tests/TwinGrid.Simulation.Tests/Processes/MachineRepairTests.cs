using TwinGrid.Simulation.Distributions;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Monitors;
using TwinGrid.Simulation.Processes;
using TwinGrid.Simulation.Resources;

namespace TwinGrid.Simulation.Tests.Processes;

/// <summary>Machines that fail and crews that repair them.</summary>
public sealed class MachineRepairTests
{
    // Rows 16 and 17: availability, crew utilisation, machines down.
    [Theory]
    [InlineData(4, 1, 0.1, 1.0, 0.8833420, 0.3533368, 0.4666322)]
    [InlineData(10, 2, 0.05, 0.5, 0.8961362, 0.4480681, 1.0386378)]
    public void Availability_FiniteSource_MeetsClosedForm(int machines, int crews, double failureRate, double repairRate, double availability, double utilisation, double down) =>
        Replicated.Agrees(
            30,
            simulator =>
            {
                var crew = new Resource(simulator, "crew", crews);
                var up = Shop(simulator, machines, crew, new Exponential(1 / failureRate), new Exponential(1 / repairRate));
                var share = up.Value(Estimator.Mean, simulator.Now) / machines;
                return [share, crew.Utilisation.Value(Estimator.Mean, simulator.Now), machines * (1 - share)];
            },
            availability, utilisation, down);

    // Row 18: with a crew for each machine only the means matter.
    [Fact]
    public void Availability_CrewForEach_IsInsensitiveToLaws() => Replicated.Agrees(
        30,
        simulator =>
        {
            var up = Shop(simulator, 10, new Resource(simulator, "crew", 10), new Uniform(10, 30), new Constant(2));
            return [up.Value(Estimator.Mean, simulator.Now) / 10];
        },
        0.9090909);

    private static TimeWeightedMonitor Shop(Simulator simulator, int machines, Resource crew, Distribution life, Distribution repair)
    {
        var up = new TimeWeightedMonitor("up", "1", simulator.Clock, machines);
        for (var i = 0; i < machines; i++)
        {
            simulator.Start(Machine(simulator, $"machine-{i}", crew, life, repair, up));
        }

        simulator.RunUntil(simulator.Clock.Time(500));
        up.Reset(simulator.Now);
        crew.Utilisation.Reset(simulator.Now);
        simulator.RunUntil(simulator.Clock.Time(10_500));
        return up;
    }

    private static async Process Machine(Simulator simulator, string path, Resource crew, Distribution life, Distribution repair, TimeWeightedMonitor up)
    {
        var lives = simulator.Streams.Stream(path, "life");
        var repairs = simulator.Streams.Stream(path, "repair");
        while (true)
        {
            await simulator.Delay(life.Sample(lives));
            up.Add(simulator.Now, -1);
            using var held = await crew.Request();
            await simulator.Delay(repair.Sample(repairs));
            up.Add(simulator.Now, 1);
        }
    }
}
