using TwinGrid.Simulation.Tests.Validation;

namespace TwinGrid.Simulation.Tests.Flow.Crews;

/// <summary>Machines that fail and a crew that repairs them.</summary>
public sealed class MachineRepairTests
{
    [Theory]
    [Validation("modules machine and crew, 60 batches of 10 000 s")]
    [InlineData("16", 4, 10, 1, 1, 0.8833420, 0.4666322, 0.3533368, 1.3206442, null)]
    [InlineData("17", 10, 20, 2, 2, 0.8961362, 1.0386378, 0.4480681, null, 0.1425016)]
    public void Run_OneCrewForAll_MatchesTheFiniteSourceQueue(
        string row, int machines, double meanLife, double meanRepair, int workers, double availability, double down, double utilisation, double? timeDown, double? queue)
    {
        var lab = FlowLab.Of($$$"""
            modules:
              - id: machines
                module: machine
                parameters:
                  servers: {{{machines}}}
                  failureClock: calendar
                  timeToFailure: {exponential: {mean: {{{meanLife}}}}}
                  timeToRepair: {exponential: {mean: {{{meanRepair}}}}}
                  crew: crew
              - {id: crew, module: crew, parameters: {size: {{{workers}}}}}
            """);

        var found = Batches.Of(lab, 10_000, 60, 500, 5, "machines.availability", "machines.failed", "crew.utilisation", "machines.downTime", "crew.queue");

        found[0].AssertAgrees(row, "availability", availability, 0.01);
        found[1].AssertAgrees(row, "machines down", down, 0.04);
        found[2].AssertAgrees(row, "utilisation of crews", utilisation, 0.04);
        if (timeDown is { } seconds)
        {
            found[3].AssertAgrees(row, "time down", seconds, 0.04);
        }

        if (queue is { } waiting)
        {
            found[4].AssertAgrees(row, "Lq", waiting, 0.1);
        }
    }

    [Theory]
    [Validation("module machine, 30 batches of 10 000 s")]
    [InlineData("Weibull lives, lognormal repairs", "{weibull: {scale: 22.5675833, shape: 2}}", "{lognormal: {mean: 2, scv: 1.5}}")]
    [InlineData("exponential lives, constant repairs", "{exponential: {mean: 20}}", "2")]
    [InlineData("uniform lives, gamma repairs", "{uniform: {min: 5, max: 35}}", "{gamma: {mean: 2, scv: 0.5}}")]
    public void Run_RepairmanForEach_AvailabilityDependsOnMeansOnly(string laws, string life, string repair)
    {
        var lab = FlowLab.Of($"modules: [{{id: machines, module: machine, parameters: {{servers: 10, failureClock: calendar, timeToFailure: {life}, timeToRepair: {repair}}}}}]");

        Batches.Of(lab, 10_000, 30, 500, 7, "machines.availability")[0].AssertAgrees("18", $"availability, {laws}", 20.0 / 22, 0.004);
    }
}
