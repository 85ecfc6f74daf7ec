using TwinGrid.Simulation.Monitors;

namespace TwinGrid.Simulation.Tests.Processes.Examples;

public sealed class MachineShopTests
{
    private const int Machines = 10;
    private const double Days = 20;

    // Other jobs give way at once, so that the machines see a repairer of their own: the finite source queue with a tenth of a repair time's failures.
    [Fact]
    public void Up_RepairerWithOtherJobs_MeetsFiniteSource() => Replicated.Agrees(
        "machine shop",
        30,
        simulator =>
        {
            var shop = new MachineShop(simulator, Machines);
            simulator.RunUntil(simulator.Clock.Time(86_400));
            shop.Up.Reset(simulator.Now);
            simulator.RunUntil(simulator.Clock.Time((Days + 1) * 86_400));
            return [shop.Up.Value(Estimator.Mean, simulator.Now)];
        },
        ("up", MeanUp(Machines, 0.1)));

    // Time is neither lost nor won by interruptions: what is made and repaired accounts for all of it, but for what is not finished.
    [Fact]
    public void Parts_InterruptedAndResumed_AccountForAllTime()
    {
        var simulator = Replicated.Simulator(0);
        var shop = new MachineShop(simulator, Machines);
        simulator.RunUntil(simulator.Clock.Time(Days * 86_400));

        var up = shop.Up.Value(Estimator.Total, simulator.Now);
        var parts = shop.Parts * MachineShop.MinutesPerPart * MachineShop.Minute;
        var repairer = simulator.NowSeconds - shop.RepairSeconds - (shop.Jobs * MachineShop.MinutesPerJob * MachineShop.Minute);
        Assert.InRange(up - parts, 0, Machines * MachineShop.MinutesPerPart * MachineShop.Minute);
        Assert.InRange(shop.Jobs, 1, 0.9 * Days * 86_400 / (MachineShop.MinutesPerJob * MachineShop.Minute));

        // A job and a repair that go on; a repair counts once it is done. No repair drawn here takes ten mean times.
        Assert.InRange(repairer, 0, 11 * MachineShop.MinutesPerJob * MachineShop.Minute);
    }

    // Birth and death: with k machines down the next fails at (n - k) rates of failure, the first is up again at one rate of repair.
    private static double MeanUp(int machines, double failuresInRepair)
    {
        double probability = 1, total = 1, down = 0;
        for (var k = 1; k <= machines; k++)
        {
            probability *= (machines - k + 1) * failuresInRepair;
            total += probability;
            down += k * probability;
        }

        return machines - (down / total);
    }
}
