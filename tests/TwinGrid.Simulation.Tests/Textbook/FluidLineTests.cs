using TwinGrid.Simulation.Tests.Flow;

namespace TwinGrid.Simulation.Tests.Textbook;

public sealed class FluidLineTests
{
    // Row 19 of the known answers.
    [Theory]
    [InlineData(0, 0.8333333)]
    [InlineData(1, 0.8369695)]
    [InlineData(10, 0.8587258)]
    [InlineData(100, 0.8965517)]
    [InlineData(1e9, 0.9090909)]
    public void Throughput_OperationDependentFailures_MatchesTheFormula(double buffer, double exact)
    {
        var lab = FlowLab.Of(FormattableString.Invariant(
            $"modules: [{{id: line, module: fluid-line, parameters: {{failureRate: 0.01, repairRate: 0.1, buffer: {buffer:F0}}}}}]"));

        Batches.Of(lab, 100_000, 40, 20_000, 2, "line.throughput")[0].AssertAgrees(exact, 0.004);
    }

    [Fact]
    public void Throughput_OtherSpeed_IsThatOfTheScaledTank()
    {
        var lab = FlowLab.Of("modules: [{id: line, module: fluid-line, parameters: {failureRate: 0.01, repairRate: 0.1, buffer: 50, speed: 5}}]");

        Batches.Of(lab, 100_000, 40, 20_000, 2, "line.throughput")[0].AssertAgrees(5 * 0.8587258, 0.004);
    }
}
