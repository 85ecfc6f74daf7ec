using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Statistics;

namespace TwinGrid.Simulation.Tests.Samples;

public sealed class TextbookTests
{
    // Rows 22 and 23: two stations with B places between them, (B + 2) / (B + 3); three without, 22/39 (Hunt).
    [Theory]
    [InlineData("[1,1]", "[0]", 2.0 / 3)]
    [InlineData("[1,1]", "[4]", 6.0 / 7)]
    [InlineData("[1,1,1]", "[0,0]", 22.0 / 39)]
    public void SerialLine_ExactThroughput_IsWithinFourStandardErrors(string rates, string buffers, double exact)
    {
        var answer = Sample.Answer(Sample.Read(
            "textbook/serial-line.yaml", new ExperimentOverrides { Horizon = "12000", Set = Sample.Set($"line.rates={rates}", $"line.buffers={buffers}") }));

        AssertNear(exact, answer.Arms[0].Kpis.Single(k => k.Kpi == "throughput").Estimate);
    }

    // Rows 1, 5, 6 and 9: M/M/1, M/M/c and M/G/1 (Pollaczek-Khinchine).
    [Theory]
    [InlineData("0.8", "1", "1", 4, 3.2, 0.8)]
    [InlineData("0.8", "0", "1", 2, 1.6, 0.8)]
    [InlineData("0.8", "0.5", "1", 3, 2.4, 0.8)]
    [InlineData("0.8", "2", "1", 6, 4.8, 0.8)]
    [InlineData("8", "1", "10", 0.2045901, 1.6367206, 0.8)]
    [InlineData("2", "1", "3", 4.0 / 9, 8.0 / 9, 2.0 / 3)]
    public void Mgc_ExactAnswers_AreWithinFourStandardErrors(string rate, string scv, string servers, double wait, double queueLength, double utilisation)
    {
        var answer = Sample.Answer(Sample.Read(
            "textbook/mgc.yaml",
            new ExperimentOverrides { Horizon = "30000", WarmUp = "5000", Set = Sample.Set($"arrival.rate={rate}", $"service.scv={scv}", $"servers={servers}") }));

        var kpis = answer.Arms[0].Kpis.ToDictionary(k => k.Kpi, k => k.Estimate);
        AssertNear(wait, kpis["wait"]);
        AssertNear(queueLength, kpis["queueLength"]);
        AssertNear(utilisation, kpis["utilisation"]);
    }

    [Fact]
    public void Mgc_MoreArrivalsThanTheServerTakes_SaysWhichQueueGrows()
    {
        var run = Sample.Run(Sample.Plan(Sample.Read("textbook/mgc.yaml", new ExperimentOverrides { Horizon = "20000", Set = Sample.Set("arrival.rate=1.05") })));

        Assert.Equal(
            "arm 'baseline' has no steady state: queue never empties and keeps growing, since more comes in than what follows can take; " +
            "lower the arrivals, add capacity, or ask with analysis: terminating",
            run.Failure);
    }

    [Fact]
    public void Mgc_HeavyButStableTraffic_IsAnswered() =>
        Assert.Null(Sample.Run(Sample.Plan(Sample.Read(
            "textbook/mgc.yaml", new ExperimentOverrides { Replications = "3", Horizon = "40000", Set = Sample.Set("arrival.rate=0.97") }))).Failure);

    private static void AssertNear(double exact, Estimate estimate) =>
        Assert.InRange(exact, estimate.Mean - 4 * estimate.StandardError, estimate.Mean + 4 * estimate.StandardError);
}
