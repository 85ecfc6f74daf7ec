using TwinGrid.Simulation.Flow.Crews;

namespace TwinGrid.Simulation.Tests.Flow.Crews;

public sealed class SpareStockTests
{
    // Orders on their way are a birth-death chain: each machine that works fails at rate 1/10, each order arrives at rate 1/5, and a machine stands still for each order
    // beyond the stock of one.
    [Fact]
    public void Run_BaseStockAndMachines_MatchesTheBirthDeathChain()
    {
        const int Machines = 4;
        const int Stock = 1;
        const double FailureRate = 0.1;
        const double DeliveryRate = 0.2;
        var weights = new double[Machines + Stock + 1];
        weights[0] = 1;
        for (var x = 1; x < weights.Length; x++)
        {
            weights[x] = weights[x - 1] * FailureRate * (Machines - Math.Max(0, x - 1 - Stock)) / (DeliveryRate * x);
        }

        var (sum, working, there) = (weights.Sum(), 0.0, 0.0);
        for (var x = 0; x < weights.Length; x++)
        {
            working += weights[x] / sum * (Machines - Math.Max(0, x - Stock));
            there += weights[x] / sum * Math.Max(0, Stock - x);
        }

        var lab = FlowLab.Of("""
            modules:
              - {id: machines, module: machine, parameters: {servers: 4, failureClock: calendar, timeToFailure: {exponential: {mean: 10}}, timeToRepair: 0, spares: stock}}
              - {id: stock, module: spare-parts, parameters: {initial: 1, reorderPoint: 0, leadTime: {exponential: {mean: 5}}}}
            """);

        var found = Batches.Of(lab, 10_000, 40, 500, 3, "machines.availability", "stock.stock");

        found[0].AssertAgrees(working / Machines, 0.02);
        found[1].AssertAgrees(there, 0.05);
    }

    [Fact]
    public void Request_StockRunsOut_WaitsForTheDeliveryAndCounts()
    {
        var run = new FlowRun(FlowLab.Of("modules: [{id: stock, module: spare-parts, parameters: {initial: 3, reorderPoint: 1, orderQuantity: 4, leadTime: 60 s}}]").Make());
        run.Instance.Start();
        var claims = new Claims((IResourcePool)run.Instance.Find("stock")!);
        claims.Request("first", amount: 2);
        claims.Request("second", amount: 3);
        claims.Request("third");

        // 1 + 4 on order - 4 owed = 1: at the reorder point once more.
        Assert.Equal(8, run["stock.onOrder", Monitors.Estimator.Final]);
        Assert.Equal(["first"], claims.Granted);
        run.Continue(60);

        Assert.Equal(["first", "second", "third"], claims.Granted);
        Assert.Equal(5, run["stock.stock", Monitors.Estimator.Final]);
        Assert.Equal(6, run["stock.used", Monitors.Estimator.Total]);
        Assert.Equal(1.0 / 3, run["stock.fillRate"], 1e-12);
        Assert.Equal(120, run["stock.wait", Monitors.Estimator.Total]);
    }
}
