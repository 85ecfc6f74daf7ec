using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using TwinGrid.Contracts.Scenarios;
using TwinGrid.Grains.Scenarios;
using Xunit;

namespace TwinGrid.Grains.Tests.Scenarios;

/// <summary>Runs that go on when silos die, and give what they would have given.</summary>
public sealed class ResumeTests
{
    private const string Rule = "{initial: 60, increment: 20, max: 400, halfWidth: {kpi: wait, absolute: 0.007}}";
    private const string Horizon = "20000 s";

    private static readonly Lazy<Task<(string Digest, IReadOnlyList<int> Counts)>> OneSilo = new(RunOnOneSiloAsync);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_SiloKilledHalfWay_GivesTheDigestOfOneSilo(bool killsDriver)
    {
        var expected = await OneSilo.Value;
        await using var cluster = await ScenarioCluster.StartAsync(silos: 2);
        var run = await cluster.Runs.StartAsync(Orders.TwoArms(Rule, Horizon), Token);
        await WaitForPartsAsync(cluster, run, atLeast: 20);
        var (victim, survivor) = Roles(cluster.Silos, run, killsDriver);

        await cluster.Silos.KillSiloAsync(victim, Token);

        var runs = survivor.ServiceProvider.GetRequiredService<IRuns>();
        var over = await EndOf(runs, run);
        Assert.Equal((RunPhase.Succeeded, ""), (over.Phase, over.Error));
        var result = (await runs.GetResultAsync("plant", run.Id, Token))!;
        Assert.Equal(expected.Digest, result.Digest);
        Assert.Equal(expected.Counts, result.Record.Actual);
    }

    [Fact]
    public async Task Run_WholeClusterRestarted_GoesOnWithWhatWasKept()
    {
        var expected = await OneSilo.Value;
        await using var cluster = await ScenarioCluster.StartAsync(silos: 1);
        var run = await cluster.Runs.StartAsync(Orders.TwoArms(Rule, Horizon), Token);
        await WaitForPartsAsync(cluster, run, atLeast: 20);

        await cluster.RestartAsync();

        var kept = (await cluster.Store.ReadPartsAsync("plant", run.Id, Token).ToListAsync(Token)).Select(result => result.Task).ToHashSet();
        var over = await EndOf(cluster.Runs, run);
        Assert.Equal(RunPhase.Succeeded, over.Phase);
        Assert.Equal(expected.Digest, (await cluster.Runs.GetResultAsync("plant", run.Id, Token))!.Digest);

        // What was kept was not run again.
        var parts = await cluster.Store.ReadPartsAsync("plant", run.Id, Token).ToListAsync(Token);
        Assert.All(kept, task => Assert.Single(parts, result => result.Task == task));
    }

    private static async Task<(string Digest, IReadOnlyList<int> Counts)> RunOnOneSiloAsync()
    {
        await using var cluster = await ScenarioCluster.StartAsync(silos: 1);
        var run = await cluster.RunAsync(Orders.TwoArms(Rule, Horizon));
        var result = (await cluster.Runs.GetResultAsync("plant", run.Id, Token))!;
        Assert.InRange(result.Replications, 61, 399);
        return (result.Digest, result.Record.Actual);
    }

    private static async Task WaitForPartsAsync(ScenarioCluster cluster, RunDocument run, int atLeast)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while ((await cluster.Store.ReadPartsAsync(run.Plant, run.Id, Token).ToListAsync(Token)).Count < atLeast)
        {
            Assert.False((await cluster.Store.GetAsync(run.Plant, run.Id, Token))!.Document.IsOver, "the run was over before it could be interrupted");
            await timer.WaitForNextTickAsync(Token);
        }
    }

    private static (InProcessSiloHandle Victim, InProcessSiloHandle Survivor) Roles(InProcessTestCluster cluster, RunDocument run, bool killsDriver)
    {
        var driver = cluster.Client.GetGrain<IScenarioGrain>(RunName.Of(run.Plant, run.Id)).GetGrainId();
        Assert.True(cluster.TryGetGrainContext(driver, out var context));
        var home = cluster.Silos.Single(silo => silo.SiloAddress.Equals(context!.Address.SiloAddress));
        var other = cluster.Silos.Single(silo => !ReferenceEquals(silo, home));
        return killsDriver ? (home, other) : (other, home);
    }

    private static async Task<RunDocument> EndOf(IRuns runs, RunDocument run)
    {
        // Calls to a silo that was just killed fail until the cluster knows: whoever watches asks again.
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (true)
        {
            try
            {
                var last = run;
                await foreach (var now in runs.WatchAsync(run.Plant, run.Id, Token))
                {
                    last = now;
                }

                return last;
            }
            catch (Exception exception) when (exception is Orleans.Runtime.SiloUnavailableException or Orleans.Runtime.OrleansMessageRejectionException or TimeoutException)
            {
                await timer.WaitForNextTickAsync(Token);
            }
        }
    }
}
