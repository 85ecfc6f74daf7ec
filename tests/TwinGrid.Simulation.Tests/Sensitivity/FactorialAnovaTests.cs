using TwinGrid.Simulation.Designs;
using TwinGrid.Simulation.Sensitivity;
using TwinGrid.Simulation.Tests.Statistics;

namespace TwinGrid.Simulation.Tests.Sensitivity;

public sealed class FactorialAnovaTests
{
    // Montgomery, Design and Analysis of Experiments, table 6.1 (chemical process yield, reactant concentration A, catalyst B): A 8.33, B -5.00, AB 1.67; squares 208.33, 75.00, 8.33, error 31.34 over 8.
    [Fact]
    public void Of_MontgomerysYield_IsTheTextbookAnalysis()
    {
        var design = FractionalFactorial.Of(["A", "B"], 5);
        double[][] responses = [[28, 25, 27], [18, 19, 23], [36, 32, 32], [31, 30, 29]];

        var analysis = FactorialAnova.Of(design, responses, commonRandomNumbers: false);

        Assert.Equal(["A", "B", "A × B"], analysis.Effects.Select(e => e.Term));
        Assert.Equal([8.33, -5.00, 1.67], analysis.Effects.Select(e => Math.Round(e.Effect.Mean, 2)));
        Assert.Equal([208.33, 75.00, 8.33], analysis.Effects.Select(e => Math.Round(e.SumOfSquares, 2)));
        Assert.Equal(31.33 / 8, analysis.ErrorVariance, 1e-2);
        Assert.Equal([53.19, 19.15, 2.13], analysis.Effects.Select(e => Math.Round(e.F!.Value, 2)));
        Assert.Equal([0.000, 0.002, 0.183], analysis.Effects.Select(e => Math.Round(e.P!.Value, 3)));
        Assert.Equal("error between replications", analysis.Method);
        Assert.Null(analysis.LackOfFitP);
    }

    [Fact]
    public void Of_AliasedFraction_NamesTheGroupsAndWarns()
    {
        var design = FractionalFactorial.Of(["A", "B", "C", "D"], 4);

        var analysis = FactorialAnova.Of(design, [.. design.Runs.Select(run => new[] { 3.0 * run[0] + run[1] * run[2], 3.0 * run[0] + run[1] * run[2] })], commonRandomNumbers: false);

        Assert.Equal(7, analysis.Effects.Count);
        Assert.Equal(6, analysis.Effects[0].Effect.Mean, 1e-12);
        var interaction = Assert.Single(analysis.Effects, e => Math.Abs(e.Effect.Mean - 2) < 1e-12);
        Assert.Equal(["A × D", "B × C"], [interaction.Term, .. interaction.AliasedWith]);
        Assert.Contains("aliased", Assert.Single(analysis.Notes), StringComparison.Ordinal);
        Assert.Equal(1, analysis.Effects.Sum(e => e.Share), 1e-12);
    }

    [Fact]
    public void Of_OneReplication_TakesTheErrorFromWhatIsLeftOver()
    {
        var draws = new Draws(61);
        var design = FractionalFactorial.Of(["A", "B", "C", "D", "E"], 5);
        var full = new TwoLevelDesign
        {
            Factors = ["A", "B", "C", "D"],
            Runs = [.. design.Runs.Select(run => run.Take(4).ToArray())],
            Resolution = null,
            Generators = [],
            DefiningRelation = [],
            Aliases = [],
        };

        var analysis = FactorialAnova.Of(full, [.. full.Runs.Select(run => new[] { 5.0 * run[2] + draws.Normal() })], commonRandomNumbers: false);

        // 16 runs, 10 effects and the mean.
        Assert.Equal(5, analysis.ErrorDegrees);
        Assert.True(analysis.Effects[2].P < 1e-4);
        Assert.Contains("leave over", analysis.Method, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_SaturatedDesign_FallsBackToLenthAndSaysSo()
    {
        var draws = new Draws(62);
        var design = FractionalFactorial.Of(["A", "B", "C", "D", "E"], 5);

        var analysis = FactorialAnova.Of(design, [.. design.Runs.Select(run => new[] { 10.0 * run[4] + draws.Normal() })], commonRandomNumbers: false);

        Assert.Equal(15, analysis.Effects.Count);
        Assert.True(analysis.Effects[4].P < 0.01);
        Assert.InRange(analysis.Effects.Count(e => e.P < 0.05), 1, 3);
        Assert.Contains("guessed", Assert.Single(analysis.Notes), StringComparison.Ordinal);
    }

    // A large common effect of each replication must not count as error.
    [Fact]
    public void Of_CommonRandomNumbers_TakesTheBlocksOut()
    {
        var draws = new Draws(63);
        var design = FractionalFactorial.Of(["A", "B"], 5);
        double[] common = [.. draws.Normals(20).Select(x => 10 * x)];
        double[][] responses = [.. design.Runs.Select(run => common.Select(c => run[0] + c + 0.5 * draws.Normal()).ToArray())];

        var blocked = FactorialAnova.Of(design, responses, commonRandomNumbers: true);
        var plain = FactorialAnova.Of(design, responses, commonRandomNumbers: false);

        Assert.Equal(57, blocked.ErrorDegrees);
        // Chi-square with 57 degrees of freedom around .25.
        Assert.Equal(0.25, blocked.ErrorVariance, 4 * 0.25 * Math.Sqrt(2.0 / 57));
        Assert.True(blocked.Effects[0].P < 1e-6 && plain.Effects[0].P > 0.05);
    }

    [Fact]
    public void Of_MissingThreeFactorInteraction_ShowsAsLackOfFit()
    {
        var draws = new Draws(64);
        var design = FractionalFactorial.Of(["A", "B", "C"], 5);

        var analysis = FactorialAnova.Of(
            design,
            [.. design.Runs.Select(run => draws.Normals(4).Select(x => 3 * run[0] * run[1] * run[2] + x).ToArray())],
            commonRandomNumbers: false);

        Assert.True(analysis.LackOfFitP < 1e-6);
    }

    [Fact]
    public void Of_UnequalReplications_Throws() =>
        Assert.Throws<ArgumentException>(() => FactorialAnova.Of(FractionalFactorial.Of(["A", "B"], 5), [[1], [2], [3], [4, 5]], commonRandomNumbers: false));
}
