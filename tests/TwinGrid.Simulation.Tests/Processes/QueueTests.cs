using TwinGrid.Simulation.Distributions;
using TwinGrid.Simulation.Monitors;
using TwinGrid.Simulation.Statistics;

namespace TwinGrid.Simulation.Tests.Processes;

/// <summary>Queues with closed forms.</summary>
public sealed class QueueTests
{
    private static readonly Exponential UnitService = new(1);

    // Row 1. L = 4, Lq = 3.2, Wq = 4, P(N >= 10) = 0.1073742, P(Wq > 5) = 0.2943036.
    [Fact]
    public void Customer_SingleServer_MeetsClosedForm() => Replicated.Agrees(
        30,
        simulator =>
        {
            var queue = new QueueModel(simulator, UnitService, 1);
            queue.Open(0.8);
            queue.RunUntil(1_000);
            var first = queue.Waits.Count;
            queue.RunUntil(31_000, simulator.NowSeconds);
            var waits = queue.Waits.Skip(first).ToArray();
            return [queue.InSystem.Value(Estimator.Mean, simulator.Now), queue.Server.QueueLength.Value(Estimator.Mean, simulator.Now),
                queue.Server.Waits.Value(Estimator.Mean, simulator.Now), queue.Server.Utilisation.Value(Estimator.Mean, simulator.Now), waits.Count(w => w > 5) / (double)waits.Length];
        },
        4, 3.2, 4, 0.8, 0.2943036);

    // Row 2: var of the time average = 1800 / T. 400 samples give the variance within 4 * sqrt(2 / 399) = 28 %.
    [Fact]
    public void TimeAverage_SingleServer_HasAsymptoticVariance()
    {
        const double horizon = 20_000;
        var moments = new RunningMoments();
        for (var replication = 0; replication < 400; replication++)
        {
            var simulator = Replicated.Simulator(replication);
            var queue = new QueueModel(simulator, UnitService, 1);
            queue.Open(0.8);
            moments.Add(queue.RunUntil(horizon + 500, 500).InSystem.Value(Estimator.Mean, simulator.Now));
        }

        Assert.InRange(moments.Variance * horizon, 1800 * 0.72, 1800 * 1.28);
    }

    // Rows 3 and 4.
    [Theory]
    [InlineData(0.9, 0.4736842, 2.1950034, 6.3992337, 4.5935384)]
    [InlineData(0.8, 0.4444444, 1.8598321, 3.8103762, 3.1000538)]
    public void Wait_FromEmpty_ShowsStartUpBias(double rate, double second, double tenth, double hundredth, double mean) => Replicated.Agrees(
        10_000,
        simulator =>
        {
            var queue = new QueueModel(simulator, UnitService, 1);
            queue.Open(rate);
            while (queue.Waits.Count < 100)
            {
                queue.RunUntil(simulator.NowSeconds + 20, simulator.NowSeconds);
            }

            return [queue.Waits[1], queue.Waits[9], queue.Waits[99], queue.Waits.Take(100).Average()];
        },
        second, tenth, hundredth, mean);

    // Row 4b: five present at the start, one of them in service.
    [Fact]
    public void Wait_FromFivePresent_MeetsClosedForm() => Replicated.Agrees(
        10_000,
        simulator =>
        {
            var queue = new QueueModel(simulator, UnitService, 1);
            queue.Admit(5);
            queue.Open(0.8);
            while (queue.Waits.Count < 105)
            {
                queue.RunUntil(simulator.NowSeconds + 20, simulator.NowSeconds);
            }

            return [queue.Waits[5], queue.Waits[6], queue.Waits[14], queue.Waits[104], queue.Waits.Skip(5).Take(100).Average()];
        },
        3.8161527, 3.6845742, 3.3775982, 3.8847953, 3.6640045);

    // Rows 5 and 6.
    [Theory]
    [InlineData(8, 10, 0.2045901, 1.6367206, 9.6367206)]
    [InlineData(2, 3, 0.4444444, 0.8888889, 2.8888889)]
    public void Customer_SeveralServers_MeetsErlangC(double rate, int servers, double wait, double queueLength, double inSystem) => Replicated.Agrees(
        30,
        simulator =>
        {
            var queue = new QueueModel(simulator, UnitService, servers);
            queue.Open(rate);
            queue.RunUntil(20_000 / rate, 1_000 / rate);
            return [queue.Server.Waits.Value(Estimator.Mean, simulator.Now), queue.Server.QueueLength.Value(Estimator.Mean, simulator.Now),
                queue.InSystem.Value(Estimator.Mean, simulator.Now), queue.Server.Utilisation.Value(Estimator.Mean, simulator.Now)];
        },
        wait, queueLength, inSystem, rate / servers);

    // Row 7: insensitive to the law of service.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Customer_NoRoomToWait_MeetsErlangB(int law) => Replicated.Agrees(
        30,
        simulator =>
        {
            Distribution service = law switch { 0 => new Constant(1), 1 => UnitService, _ => LogNormal.FromMeanAndScv(1, 2) };
            var queue = new QueueModel(simulator, service, 3, room: 3);
            queue.Open(2);
            queue.RunUntil(5_000, 100);
            return [queue.Lost / (double)queue.Arrived];
        },
        0.2105263);

    // Row 8.
    [Fact]
    public void Customer_RoomForFive_BlocksAsClosedForm() => Replicated.Agrees(
        30,
        simulator =>
        {
            var queue = new QueueModel(simulator, UnitService, 1, room: 5);
            queue.Open(0.8);
            queue.RunUntil(10_000, 100);
            return [queue.Lost / (double)queue.Arrived, queue.InSystem.Value(Estimator.Mean, simulator.Now)];
        },
        0.0888195, 1.8683320);

    // Row 24: Little's law on the path and conservation, exactly.
    [Fact]
    public void Customer_WholePath_ObeysLittle()
    {
        var simulator = Replicated.Simulator(0);
        var queue = new QueueModel(simulator, UnitService, 2);
        queue.Open(1.5);
        queue.RunUntil(5_000);

        Assert.Equal(queue.Arrived, queue.Left + queue.Server.InUse + queue.Server.Queue);
        Assert.Equal(queue.InSystem.Level, queue.Server.InUse + queue.Server.Queue);
        var wait = queue.Server.Waits.Value(Estimator.Total, simulator.Now);
        var area = queue.Server.QueueLength.Value(Estimator.Total, simulator.Now);

        // Those who wait still have waited, but their waits are not in the tally.
        Assert.InRange(area - wait, 0, queue.Server.Queue * 5_000.0);
        Assert.Equal(queue.Waits.Sum(), wait, 1e-6);
    }
}
