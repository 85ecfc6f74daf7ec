using TwinGrid.Simulation.Distributions;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Monitors;
using TwinGrid.Simulation.Processes;
using TwinGrid.Simulation.Resources;
using TwinGrid.Simulation.Tests.Validation;

namespace TwinGrid.Simulation.Tests.Processes;

/// <summary>Machines that fail and crews that repair them.</summary>
public sealed class MachineRepairTests
{
    // Crews are busy as long as machines fail: c u = n a λ / μ. All up: P0.
    [Theory]
    [Validation("processes, 30 replications of 10 000 s")]
    [InlineData("16", 4, 1, 0.1, 1.0, 0.6466632, 0.8833420, 0.3533368, 0.4666322)]
    [InlineData("17", 10, 2, 0.05, 0.5, 0.3679546, 0.8961362, 0.4480681, 1.0386378)]
    public void Availability_FiniteSource_MeetsClosedForm(
        string row, int machines, int crews, double failureRate, double repairRate, double allUp, double availability, double utilisation, double down) =>
        Replicated.Agrees(
            row,
            30,
            simulator =>
            {
                var crew = new Resource(simulator, "crew", crews);
                var shop = Shop(simulator, machines, crew, new Exponential(1 / failureRate), new Exponential(1 / repairRate));
                var share = shop.Up.Value(Estimator.Mean, simulator.Now) / machines;
                var queue = crew.QueueLength.Value(Estimator.Mean, simulator.Now);
                return [shop.AllUp.Value(Estimator.Mean, simulator.Now), share, crew.Utilisation.Value(Estimator.Mean, simulator.Now), machines * (1 - share), queue,
                    shop.Down.Value(Estimator.Mean, simulator.Now)];
            },
            ("P0", allUp), ("availability", availability), ("utilisation of crews", utilisation), ("machines down", down),
            ("Lq", down - (crews * utilisation)), ("time down", down / (availability * machines * failureRate)));

    // With a crew for each machine only the means matter.
    [Theory]
    [Validation("processes, 30 replications of 10 000 s")]
    [InlineData("exponential lives and repairs")]
    [InlineData("uniform lives, constant repairs")]
    [InlineData("Erlang-2 lives, lognormal repairs")]
    public void Availability_CrewForEach_IsInsensitiveToLaws(string laws) => Replicated.Agrees(
        "18",
        30,
        simulator =>
        {
            (Distribution life, Distribution repair) = laws[0] switch
            {
                'e' => (new Exponential(20), new Exponential(2)),
                'u' => ((Distribution)new Uniform(10, 30), (Distribution)new Constant(2)),
                _ => (Gamma.FromMeanAndScv(20, 0.5), LogNormal.FromMeanAndScv(2, 2)),
            };
            var shop = Shop(simulator, 10, new Resource(simulator, "crew", 10), life, repair);
            return [shop.Up.Value(Estimator.Mean, simulator.Now) / 10];
        },
        ($"availability, {laws}", 0.9090909));

    private sealed record Shopfloor(TimeWeightedMonitor Up, TimeWeightedMonitor AllUp, TallyMonitor Down)
    {
        public void Change(Simulator simulator, int step, int machines)
        {
            Up.Add(simulator.Now, step);
            AllUp.Set(simulator.Now, Up.Level == machines ? 1 : 0);
        }
    }

    private static Shopfloor Shop(Simulator simulator, int machines, Resource crew, Distribution life, Distribution repair)
    {
        var shop = new Shopfloor(new("up", "1", simulator.Clock, machines), new("allUp", "1", simulator.Clock, 1), new("down", "s"));
        for (var i = 0; i < machines; i++)
        {
            simulator.Start(Machine(simulator, $"machine-{i}", crew, life, repair, shop, machines));
        }

        simulator.RunUntil(simulator.Clock.Time(500));
        shop.Up.Reset(simulator.Now);
        shop.AllUp.Reset(simulator.Now);
        shop.Down.Reset(simulator.Now);
        crew.Utilisation.Reset(simulator.Now);
        crew.QueueLength.Reset(simulator.Now);
        simulator.RunUntil(simulator.Clock.Time(10_500));
        return shop;
    }

    private static async Process Machine(Simulator simulator, string path, Resource crew, Distribution life, Distribution repair, Shopfloor shop, int machines)
    {
        var lives = simulator.Streams.Stream(path, "life");
        var repairs = simulator.Streams.Stream(path, "repair");
        while (true)
        {
            await simulator.Delay(life.Sample(lives));
            shop.Change(simulator, -1, machines);
            var failed = simulator.NowSeconds;
            using var held = await crew.Request();
            await simulator.Delay(repair.Sample(repairs));
            shop.Change(simulator, 1, machines);
            shop.Down.Add(simulator.NowSeconds - failed);
        }
    }
}
