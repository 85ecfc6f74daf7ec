using System.Globalization;
using TwinGrid.Simulation.Tests.Flow;
using TwinGrid.Testing;

namespace TwinGrid.Simulation.Tests.Textbook;

public sealed class JobShopTests
{
    private const string Small = "0 3 1 2 2 2/0 2 2 1 1 4/1 4 2 3 0 1";

    // By hand: machine 0 works on jobs 0, 1, 2 in [0, 3], [3, 5], [7, 8]; machine 1 on 2, 0, 1 in [0, 4], [4, 6], [7, 11]; machine 2 on 2, 1, 0 in [4, 7], ...
    [Theory]
    [InlineData("[[0, 1, 2], [2, 0, 1], [2, 1, 0]]", 12)]
    [InlineData("[[1, 2, 3], [3, 1, 2], [3, 2, 1]]", 12)]
    [InlineData("[[0, 1, 2], [0, 2, 1], [0, 1, 2]]", 13)]
    public void Makespan_GivenOrders_IsThatOfTheSemiActiveSchedule(string order, double makespan) =>
        Assert.Equal(makespan, Makespan("3 3/" + Small, $"order: {order}"));

    [Theory]
    [InlineData("fifo")]
    [InlineData("spt")]
    [InlineData("lpt")]
    [InlineData("mwr")]
    public void Makespan_Rule_LiesBetweenTheLongestJobAndAllWork(string rule) => Assert.InRange(Makespan("3 3/" + Small, $"dispatch: {rule}"), 8, 22);

    [Fact]
    public void Makespan_RandomShops_MatchesTheLongestPath()
    {
        var chance = new Random(4711);
        for (var i = 0; i < 20; i++)
        {
            var shop = TestShop.Random(chance, jobs: 2 + (i % 7), machines: 1 + (i % 5));

            Assert.Equal(shop.Makespan, Makespan(shop.Text, $"order: {shop.Order}"));
        }
    }

    [Fact]
    public void Makespan_InstancesOfTheLiterature_ReplayGivenOrders()
    {
        var data = Repository.Data("jobshop");
        Assert.SkipUnless(Directory.Exists(data), $"{data} is absent; set TWINGRID_DATA.");
        var chance = new Random(1);
        foreach (var file in Directory.EnumerateFiles(data).Order(StringComparer.Ordinal))
        {
            var text = File.ReadAllText(file).Replace("\r", "", StringComparison.Ordinal);
            var shop = TestShop.Of(text.Replace('\n', '/'), chance);

            Assert.Equal(shop.Makespan, Makespan(shop.Text, $"order: {shop.Order}"));
        }

        var small = File.ReadAllText(Path.Combine(data, "ft06")).Replace('\n', '/');
        const string Best = "[[0,3,2,5,1,4],[1,3,5,0,4,2],[2,0,1,4,3,5],[2,5,3,0,1,4],[1,4,2,3,5,0],[2,5,1,4,0,3]]";
        Assert.Equal(55, Makespan(small, $"order: {Best}"));
    }

    [Theory]
    [InlineData("3 3/0 3 1 2 2 2/0 2 2 1 1 4", "", "2 jobs; 3 are expected")]
    [InlineData("1 2/0 3 2 1", "", "line 2: machine 2; 0 to 1 is expected")]
    [InlineData("1 2/0 3 1", "", "line 2: pairs of machine and time")]
    [InlineData("1 2/0 -3 1 1", "", "a time of -3")]
    [InlineData("no shop/", "", "the numbers of jobs and machines are expected first")]
    [InlineData("2 2/0 1 1 1/1 1 0 1", "order: [[0, 1]]", "1 lists; one for each of 2 machines")]
    [InlineData("2 2/0 1 1 1/1 1 0 1", "order: [[0, 0], [0, 1]]", "machine 0: job 0 is there 2 times; 1 is expected")]
    [InlineData("2 2/0 1 1 1/1 1 0 1", "order: [[1, 2, 3], [1, 2]]", "machine 0: there is no job 3; 1 to 2 is expected")]
    [InlineData("2 2/0 1 1 1/1 1 0 1", "order: [[1, 0], [0, 1]]", "machine 0 waits for job 1, which is to go to machine 1 before")]
    public void Check_WrongShop_SaysWhatIsExpected(string instance, string parameters, string expected) =>
        Assert.Contains(FlowLab.Errors(Yaml(instance, parameters)), e => e.Message.Contains(expected, StringComparison.Ordinal));

    private static double Makespan(string instance, string parameters) => FlowLab.Of(Yaml(instance, parameters)).Run(1_000_000)["shop.jobs.makespan"];

    private static string Yaml(string instance, string parameters) => string.Create(CultureInfo.InvariantCulture,
        $"modules:\n  - id: shop\n    module: job-shop\n    parameters:\n      {parameters}\n      instance: |\n        {instance.Replace("/", "\n        ", StringComparison.Ordinal)}\n");
}
