using TwinGrid.Simulation.Distributions;
using TwinGrid.Simulation.Monitors;
using TwinGrid.Simulation.Statistics;
using TwinGrid.Simulation.Tests.Validation;

namespace TwinGrid.Simulation.Tests.Processes;

/// <summary>Queues with closed forms.</summary>
public sealed class QueueTests
{
    private static readonly Exponential UnitService = new(1);

    [Fact]
    [Validation("processes, 30 replications of 30 000 s")]
    public void Customer_SingleServer_MeetsClosedForm() => Replicated.Agrees(
        "1",
        30,
        simulator =>
        {
            var queue = new QueueModel(simulator, UnitService, 1);
            queue.Open(0.8);
            queue.RunUntil(1_000);
            var first = queue.Waits.Count;
            queue.RunUntil(31_000, simulator.NowSeconds);
            var waits = queue.Waits.Skip(first).ToArray();
            return [queue.InSystem.Value(Estimator.Mean, simulator.Now), queue.Server.QueueLength.Value(Estimator.Mean, simulator.Now), queue.Sojourns.Value(Estimator.Mean, simulator.Now),
                queue.Server.Waits.Value(Estimator.Mean, simulator.Now), queue.IsCrowded.Value(Estimator.Mean, simulator.Now), waits.Count(w => w > 5) / (double)waits.Length,
                queue.Server.Utilisation.Value(Estimator.Mean, simulator.Now)];
        },
        ("L", 4), ("Lq", 3.2), ("W", 5), ("Wq", 4), ("P(N ≥ 10)", 0.1073742), ("P(Wq > 5)", 0.2943036), ("utilisation", 0.8));

    // 400 samples give the variance within 4 * sqrt(2 / 399) = 28 %.
    [Fact]
    [Validation("processes, variance over 400 replications of 20 000 s, within 4 √(2/399)")]
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

        KnownAnswer.CheckRelative("2", "T var L̄", 1800, moments.Variance * horizon, 4 * Math.Sqrt(2.0 / 399));
    }

    [Theory]
    [Validation("processes, 10 000 replications")]
    [InlineData("3", 0.9, 0.4736842, 2.1950034, 6.3992337, 4.5935384)]
    [InlineData("4", 0.8, 0.4444444, 1.8598321, 3.8103762, 3.1000538)]
    public void Wait_FromEmpty_ShowsStartUpBias(string row, double rate, double second, double tenth, double hundredth, double mean) => Replicated.Agrees(
        row,
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
        ("E[wait] of customer 2", second), ("of customer 10", tenth), ("of customer 100", hundredth), ("mean of the first 100", mean));

    // Late customers differ between replications by far more than early ones; and many are needed to reach them.
    [Theory]
    [Validation("processes, 1 500 replications")]
    [InlineData("3", 0.9, 8.9613460)]
    [InlineData("4", 0.8, 3.9999998)]
    public void Wait_LongAfterEmpty_NearsTheSteadyState(string row, double rate, double thousandth) => Replicated.Agrees(
        row,
        1_500,
        simulator =>
        {
            var queue = new QueueModel(simulator, UnitService, 1);
            queue.Open(rate);
            while (queue.Waits.Count < 1000)
            {
                queue.RunUntil(simulator.NowSeconds + 100, simulator.NowSeconds);
            }

            return [queue.Waits[999]];
        },
        ("of customer 1000", thousandth));

    // Five are present at the start, one of them in service.
    [Fact]
    [Validation("processes, 10 000 replications")]
    public void Wait_FromFivePresent_MeetsClosedForm() => Replicated.Agrees(
        "4b",
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
        ("E[wait] of arriving customer 1", 3.8161527), ("of customer 2", 3.6845742), ("of customer 10", 3.3775982), ("of customer 100", 3.8847953), ("mean of the first 100", 3.6640045));

    [Theory]
    [Validation("processes, 30 replications of 20 000 arrivals")]
    [InlineData("5", 8, 10, 0.4091802, 0.2045901, 1.6367206, 9.6367206)]
    [InlineData("6", 2, 3, 0.4444444, 0.4444444, 0.8888889, 2.8888889)]
    public void Customer_SeveralServers_MeetsErlangC(string row, double rate, int servers, double waiting, double wait, double queueLength, double inSystem) => Replicated.Agrees(
        row,
        30,
        simulator =>
        {
            var queue = new QueueModel(simulator, UnitService, servers);
            queue.Open(rate);
            queue.RunUntil(1_000 / rate);
            var first = queue.Waits.Count;
            queue.RunUntil(20_000 / rate, simulator.NowSeconds);
            var waits = queue.Waits.Skip(first).ToArray();
            return [waits.Count(w => w > 0) / (double)waits.Length, queue.Server.Waits.Value(Estimator.Mean, simulator.Now), queue.Server.QueueLength.Value(Estimator.Mean, simulator.Now),
                queue.InSystem.Value(Estimator.Mean, simulator.Now), queue.Server.Utilisation.Value(Estimator.Mean, simulator.Now)];
        },
        ("P(wait > 0)", waiting), ("Wq", wait), ("Lq", queueLength), ("L", inSystem), ("utilisation", rate / servers));

    // Insensitive to the law of service.
    [Theory]
    [Validation("processes, 30 replications of 5 000 s")]
    [InlineData("exponential", 8, 10, 0.1216611)]
    [InlineData("exponential", 2, 3, 0.2105263)]
    [InlineData("constant", 2, 3, 0.2105263)]
    [InlineData("lognormal", 2, 3, 0.2105263)]
    public void Customer_NoRoomToWait_MeetsErlangB(string law, double rate, int servers, double lost) => Replicated.Agrees(
        "7",
        30,
        simulator =>
        {
            var queue = new QueueModel(simulator, Law(law), servers, room: servers);
            queue.Open(rate);
            queue.RunUntil(5_000, 100);
            return [queue.Lost / (double)queue.Arrived];
        },
        ($"share lost, a = {rate}, c = {servers}, {law} service", lost));

    private static Distribution Law(string name) => name switch
    {
        "constant" => new Constant(1),
        "Erlang-2" => Gamma.FromMeanAndScv(1, 0.5),
        "exponential" => UnitService,
        _ => LogNormal.FromMeanAndScv(1, 2),
    };

    [Theory]
    [Validation("processes, 30 replications of 30 000 s")]
    [InlineData("constant", 2)]
    [InlineData("Erlang-2", 3)]
    [InlineData("exponential", 4)]
    [InlineData("lognormal", 6)]
    public void Customer_AnyService_MeetsPollaczekAndKhinchine(string law, double wait) => Replicated.Agrees(
        "9",
        30,
        simulator =>
        {
            var queue = new QueueModel(simulator, Law(law), 1);
            queue.Open(0.8);
            queue.RunUntil(31_000, 1_000);
            return [queue.Server.Waits.Value(Estimator.Mean, simulator.Now), queue.Server.QueueLength.Value(Estimator.Mean, simulator.Now)];
        },
        ($"Wq, {law} service", wait), ($"Lq, {law} service", 0.8 * wait));

    [Fact]
    [Validation("processes, 30 replications of 10 000 s")]
    public void Customer_RoomForFive_BlocksAsClosedForm() => Replicated.Agrees(
        "8",
        30,
        simulator =>
        {
            var queue = new QueueModel(simulator, UnitService, 1, room: 5);
            queue.Open(0.8);
            queue.RunUntil(10_000, 100);
            return [queue.Lost / (double)queue.Arrived, queue.InSystem.Value(Estimator.Mean, simulator.Now)];
        },
        ("share blocked", 0.0888195), ("L", 1.8683320));

    // Little's law on the path and conservation, exactly.
    [Fact]
    [Validation("processes, M/M/2 over 5 000 s; exactly, on one path")]
    public void Customer_WholePath_ObeysLittle()
    {
        var simulator = Replicated.Simulator(0);
        var queue = new QueueModel(simulator, UnitService, 2);
        queue.Open(1.5);
        queue.RunUntil(5_000);

        KnownAnswer.Check("24", "arrived less left less inside", 0, queue.Arrived - queue.Left - queue.Server.InUse - queue.Server.Queue, 0);
        Assert.Equal(queue.InSystem.Level, queue.Server.InUse + queue.Server.Queue);
        var wait = queue.Server.Waits.Value(Estimator.Total, simulator.Now);
        var area = queue.Server.QueueLength.Value(Estimator.Total, simulator.Now);

        // Those who wait still have waited, but their waits are not in the tally.
        Assert.InRange(area - wait, 0, queue.Server.Queue * 5_000.0);
        Assert.Equal(queue.Waits.Sum(), wait, 1e-6);

        // With the waits so far of those who wait still, Little's law holds on the path.
        KnownAnswer.CheckRelative("24", "∫ Lq dt, against the sum of waits", wait + queue.WaitsSoFar(), area, 1e-9);
    }
}
