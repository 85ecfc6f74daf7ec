using TwinGrid.Simulation.Designs;

namespace TwinGrid.Simulation.Tests.Designs;

public sealed class FactorialTests
{
    [Fact]
    public void FullRuns_TwoByThree_ChangesTheLastFactorFastest() =>
        Assert.Equal(["00", "01", "02", "10", "11", "12"], FullFactorial.Runs([2, 3]).Select(run => string.Concat(run)));

    [Fact]
    public void FullRuns_TooMany_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => FullFactorial.Runs([100, 100, 101]));

    // Runs of the textbook designs (Box, Hunter and Hunter, Statistics for Experimenters, table 12.15); the two of 20 factors are what the search finds.
    [Theory]
    [InlineData(3, 3, 4)]
    [InlineData(5, 3, 8)]
    [InlineData(7, 3, 8)]
    [InlineData(8, 3, 16)]
    [InlineData(15, 3, 16)]
    [InlineData(4, 4, 8)]
    [InlineData(6, 4, 16)]
    [InlineData(8, 4, 16)]
    [InlineData(9, 4, 32)]
    [InlineData(16, 4, 32)]
    [InlineData(20, 4, 64)]
    [InlineData(5, 5, 16)]
    [InlineData(6, 5, 32)]
    [InlineData(7, 5, 64)]
    [InlineData(8, 5, 64)]
    [InlineData(9, 5, 128)]
    [InlineData(11, 5, 128)]
    [InlineData(20, 5, 512)]
    [InlineData(20, 3, 32)]
    public void Fraction_OfTextbookSize_HasTheTextbookRuns(int factors, int resolution, int runs)
    {
        var design = FractionalFactorial.Of(Names(factors), resolution);

        Assert.Equal(runs, design.Runs.Count);
        Assert.True(design.Resolution >= resolution);
        IsOrthogonal(design);
    }

    [Fact]
    public void Fraction_FourFactorsOfResolutionFour_TellsGeneratorRelationAndAliases()
    {
        var design = FractionalFactorial.Of(Names(4), 4);

        Assert.Equal(["D = A × B × C"], design.Generators);
        Assert.Equal(["A × B × C × D"], design.DefiningRelation);
        Assert.Equal(4, design.Resolution);
        Assert.Equal(["A × B, C × D", "A × C, B × D", "A × D, B × C"], design.Aliases.Select(group => string.Join(", ", group)).Order());
        Assert.All(design.Runs, run => Assert.Equal(1, run.Aggregate((a, b) => a * b)));
    }

    [Fact]
    public void Fraction_OfTwoFactors_IsTheFullDesign()
    {
        var design = FractionalFactorial.Of(["speed", "crew"], 5);

        Assert.Null(design.Resolution);
        Assert.Empty(design.Aliases);
        Assert.Equal(["-1-1", "-11", "1-1", "11"], design.Runs.Select(run => string.Concat(run)));
    }

    [Fact]
    public void Fraction_OfResolutionFive_AliasesNoTwoFactorInteraction() => Assert.Empty(FractionalFactorial.Of(Names(8), 5).Aliases);

    [Theory]
    [InlineData(0, 3)]
    [InlineData(21, 3)]
    [InlineData(4, 2)]
    public void Fraction_OutOfRange_Throws(int factors, int resolution) =>
        Assert.ThrowsAny<ArgumentException>(() => FractionalFactorial.Of(Names(factors), resolution));

    private static void IsOrthogonal(TwoLevelDesign design)
    {
        for (var i = 0; i < design.Factors.Count; i++)
        {
            Assert.Equal(0, design.Runs.Sum(run => run[i]));
            for (var j = 0; j < i; j++)
            {
                Assert.Equal(0, design.Runs.Sum(run => run[i] * run[j]));
            }
        }
    }

    private static string[] Names(int count) => [.. Enumerable.Range(0, count).Select(i => i < 26 ? ((char)('A' + i)).ToString() : $"A{i}")];
}
