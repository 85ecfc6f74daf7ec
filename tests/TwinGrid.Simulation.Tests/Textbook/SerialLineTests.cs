using TwinGrid.Simulation.Tests.Flow;
using TwinGrid.Simulation.Tests.Validation;

namespace TwinGrid.Simulation.Tests.Textbook;

public sealed class SerialLineTests
{
    // (B + 2) / (B + 3); Hunt 1956.
    [Theory]
    [Validation("module serial-line, 40 batches of 10 000 s")]
    [InlineData("22", "[1, 1]", "[0]", 2.0 / 3)]
    [InlineData("22", "[1, 1]", "[1]", 3.0 / 4)]
    [InlineData("22", "[1, 1]", "[4]", 6.0 / 7)]
    [InlineData("22", "[1, 1]", "[10]", 12.0 / 13)]
    [InlineData("23", "[1, 1, 1]", "[0, 0]", 22.0 / 39)]
    public void Throughput_ExponentialStations_MatchesTheExactChain(string row, string rates, string buffers, double exact)
    {
        var lab = FlowLab.Of($"modules: [{{id: line, module: serial-line, parameters: {{rates: {rates}, buffers: {buffers}}}}}]");

        var estimate = Batches.Of(lab, 10_000, 40, 1_000, 11, "line.sink.throughput")[0];

        estimate.AssertAgrees(row, $"throughput, B = {buffers.Trim('[', ']')}", exact, 0.01);
    }

    [Fact]
    public void Run_SteadyState_AllocatesNothing()
    {
        var lab = FlowLab.Of("modules: [{id: line, module: serial-line, parameters: {rates: [1, 1, 1, 1, 1], buffers: [2, 2, 2, 2]}}]");
        var simulator = lab.Run(30_000).Instance.Simulator;

        var before = GC.GetAllocatedBytesForCurrentThread();
        simulator.RunUntil(simulator.Clock.Time(50_000));

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.InRange(simulator.EventCount, 100_000, 300_000);
        Assert.Equal(0, allocated);
    }

    [Theory]
    [InlineData("rates: [1, 1], buffers: [1, 1]", "2 stations have 1 buffers between them, not 2")]
    [InlineData("rates: [1, 1], buffers: [1.5]", "whole numbers")]
    [InlineData("rates: [1, 0], buffers: [1]", "line.rates: 0 /s: at least 1E-12 is expected")]
    [InlineData("rates: [1, 1], bufers: [1]", "did you mean 'buffers'?")]
    public void Check_WrongParameters_SaysWhatIsExpected(string parameters, string expected)
    {
        var errors = FlowLab.Errors($"modules: [{{id: line, module: serial-line, parameters: {{{parameters}}}}}]");

        Assert.Contains(errors, e => e.Message.Contains(expected, StringComparison.Ordinal));
    }
}
