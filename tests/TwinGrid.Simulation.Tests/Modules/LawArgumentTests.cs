using System.Text.RegularExpressions;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Tests.Modules;

public sealed partial class LawArgumentTests
{
    [Theory]
    [InlineData("90s", "constant(90)")]
    [InlineData("{constant: {value: 2 min}}", "constant(120)")]
    [InlineData("{uniform: {min: 1m, max: 90s}}", "uniform(60, 90)")]
    [InlineData("{triangular: {min: 1s, mode: 2s, max: 7s}}", "triangular(1, 2, 7)")]
    [InlineData("{pert: {min: 1s, mode: 2s, max: 7s}}", "beta(1.6666666666666665, 4.333333333333334, 1, 7)")]
    [InlineData("{pert: {min: 1s, mode: 2s, max: 7s, weight: 6}}", "beta(2, 6, 1, 7)")]
    [InlineData("{beta: {alpha: 2, beta: 3, min: 0s, max: 1 min}}", "beta(2, 3, 0, 60)")]
    [InlineData("{normal: {mean: 1 min, sd: 8s}}", "normal(mean 60, sd 8)")]
    [InlineData("{lognormal: {mean: 1s, scv: 1.718281828459045}}", "lognormal(mu -0.5, sigma 1)")]
    [InlineData("{lognormal: {median: 1s, sigma: 0.5}}", "lognormal(mu 0, sigma 0.5)")]
    [InlineData("{exponential: {mean: 90}}", "exponential(mean 90)")]
    [InlineData("{erlang: {mean: 12s, stages: 3}}", "gamma(shape 3, scale 4)")]
    [InlineData("{gamma: {mean: 12s, scv: 0.5}}", "gamma(shape 2, scale 6)")]
    [InlineData("{gamma: {shape: 2, scale: 6s}}", "gamma(shape 2, scale 6)")]
    [InlineData("{weibull: {shape: 2.5, scale: 1 h}}", "weibull(shape 2.5, scale 3600)")]
    [InlineData("{weibull: {shape: 2.5, scale: 1 h, shift: 1 min}}", "weibull(shape 2.5, scale 3600, shift 60)")]
    [InlineData("{hyperexponential: {mean: 10s, scv: 4}}", "hyperexponential(mean 10, scv 4)")]
    [InlineData("{service: {mean: 10s, scv: 1}}", "exponential(mean 10)")]
    [InlineData("{discrete: {values: [1s, 1 min], weights: [3, 1]}}", "discrete(1: 0.75, 60: 0.25)")]
    [InlineData("{discrete: {values: [2, 4]}}", "discrete(2: 0.5, 4: 0.5)")]
    [InlineData("{empirical: [3s, 1s, 1 min]}", "piecewise linear(3 points, 1 to 60)")]
    [InlineData("{piecewise: {values: [0s, 10s, 1 min], cdf: [0, 50%, 1]}}", "piecewise linear(3 points, 0 to 60)")]
    [InlineData("{shifted: {of: {exponential: {mean: 5s}}, by: 1 min}}", "60 + exponential(mean 5)")]
    [InlineData("{truncated: {of: {normal: {mean: 3s, sd: 2s}}, min: 0}}", "normal(mean 3, sd 2) within [0, Infinity]")]
    [InlineData("{truncated: {of: {normal: {mean: 3s, sd: 2s}}, min: 0, max: 10s}}", "normal(mean 3, sd 2) within [0, 10]")]
    [InlineData("{mixture: {laws: [5s, {exponential: {mean: 1 min}}], weights: [1, 3]}}", "mixture(0.25: constant(5), 0.75: exponential(mean 60))")]
    public void Read_EachLaw_IsMadeInTheUnitWanted(string yaml, string law)
    {
        var (read, error) = WrittenLaws.Read(yaml);

        Assert.Equal((law, ""), (read?.ToString(), error));
    }

    [Theory]
    [InlineData("{poisson: {mean: 4}}", "poisson(mean 4)")]
    [InlineData("{geometric: {probability: 20%}}", "geometric(0.2)")]
    [InlineData("{shifted: {of: {poisson: {mean: 4}}, by: 1}}", "1 + poisson(mean 4)")]
    public void Read_Counts_AreLawsOfPlainNumbers(string yaml, string law) => Assert.Equal((law, ""), (WrittenLaws.Read(yaml, "1").Law?.ToString(), WrittenLaws.Read(yaml, "1").Error));

    [Theory]
    [InlineData("{normal: {mean: 293.15 K, sd: 2 K}}", "normal(mean 20, sd 2)")]
    [InlineData("{normal: {mean: 20, sd: 2}}", "normal(mean 20, sd 2)")]
    [InlineData("{normal: {mean: 20 Cel, sd: '1 + 1'}}", "normal.sd: '1 + 1': the result is a plain number")]
    [InlineData("{normal: {mean: 20 Cel, sd: 2 Cel}}", "normal.sd: a distance between values is given in 'K', not in 'Cel'")]
    public void Read_UnitWithOffset_TakesDistancesWithoutIt(string yaml, string expected)
    {
        var (law, error) = WrittenLaws.Read(yaml, "Cel");

        Assert.StartsWith(expected, law?.ToString() ?? error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("soon", "'soon': ")]
    [InlineData("[1, 2]", "a distribution such as {exponential: {mean: 90s}} is expected: one law")]
    [InlineData("{normal: {mean: 1, sd: 1}, uniform: {min: 0, max: 1}}", "a distribution such as {exponential: {mean: 90s}} is expected: one law")]
    [InlineData("{wiebull: {shape: 2, scale: 1}}", "no distribution 'wiebull'; did you mean 'weibull'?")]
    [InlineData("{zipf: {s: 2}}", "no distribution 'zipf'; there are beta, constant, discrete, empirical, erlang, exponential, gamma, geometric, hyperexponential, lognormal")]
    [InlineData("{weibull: {shap: 2, scale: 1}}", "weibull has no parameter 'shap'; did you mean 'shape'?")]
    [InlineData("{exponential: {rate: 2}}", "exponential has no parameter 'rate'; there are mean")]
    [InlineData("{exponential: 5s}", "exponential needs mean")]
    [InlineData("{weibull: {shape: 2, shift: 1}}", "weibull needs shape, scale; given is shape, shift")]
    [InlineData("{gamma: {mean: 2, scale: 1}}", "gamma needs mean, scv; or shape, scale; given is mean, scale")]
    [InlineData("{gamma: {mean: 2, scv: 1, scale: 1}}", "gamma needs mean, scv; or shape, scale; given is mean, scv, scale")]
    [InlineData("{normal: {}}", "normal needs mean, sd; given is nothing")]
    [InlineData("{exponential: {mean: 5 kg}}", "exponential.mean: 5 'kg' (kg) can't be given in 's' (s)")]
    [InlineData("{exponential: {mean: -5s}}", "exponential: mean is -5; a finite number above 0 is needed (in 's')")]
    [InlineData("{weibull: {shape: 0, scale: 1}}", "weibull: shape is 0; from 0.05 to 10000 is allowed")]
    [InlineData("{weibull: {shape: 2s, scale: 1}}", "weibull.shape: 2 's' (s) can't be given in '1' (1)")]
    [InlineData("{uniform: {min: 3, max: 2}}", "uniform: max is 2; a finite number above 3 is needed (in 's')")]
    [InlineData("{triangular: {min: 1, mode: 9, max: 7}}", "triangular: mode is 9; from 1 to 7 is allowed (in 's')")]
    [InlineData("{hyperexponential: {mean: 1, scv: 0.5}}", "hyperexponential: scv is 0.5; a finite number above 1 is needed")]
    [InlineData("{erlang: {mean: 1, stages: 2.5}}", "erlang.stages: 2.5: a whole number from 1 to 2147483647 is expected")]
    [InlineData("{poisson: {mean: 3}}", "poisson gives counts; values in 's' are expected")]
    [InlineData("{empirical: 5}", "empirical: a list of numbers is expected")]
    [InlineData("{empirical: [5, 2 kg]}", "empirical: [1]: 2 'kg' (kg) can't be given in 's' (s)")]
    [InlineData("{empirical: [5]}", "empirical: 1 values with 1 probabilities; at least two are needed, and as many of either")]
    [InlineData("{piecewise: {values: [0, 1], cdf: [0, 0.9]}}", "piecewise: The probabilities go from 0 to 0.9; from 0 to 1 is needed")]
    [InlineData("{discrete: {values: [1, 2], weights: [1]}}", "discrete: weights has 1 numbers for 2 values; at least one value is needed, and a weight for each")]
    [InlineData("{discrete: {values: [1, 2], weights: [1, -1]}}", "discrete: weights is -1; a finite number of at least 0 is needed")]
    [InlineData("{mixture: {laws: [{normal: {mean: 1, sd: 1}}, {normal: {mean: 1, sd: 0}}], weights: [1, 1]}}",
        "mixture.laws: [1]: normal: sd is 0; a finite number above 0 is needed (in 's')")]
    [InlineData("{truncated: {of: {norml: {mean: 1, sd: 1}}}}", "truncated.of: no distribution 'norml'; did you mean 'normal'?")]
    [InlineData("{truncated: {of: {normal: {mean: 1, sd: 1}}, min: 3, max: 2}}", "truncated: min is 3 and max is 2; min must be below max (in 's')")]
    [InlineData("{truncated: {of: {normal: {mean: 1, sd: 1}}, min: 100}}",
        "truncated: Between min 100 and max Infinity lies a probability of 0 of normal(mean 1, sd 1); at least 1e-12 is needed (in 's')")]
    public void Read_WhatIsWrong_IsNamedWithValueRangeAndUnit(string yaml, string expected)
    {
        var (law, error) = WrittenLaws.Read(yaml);

        Assert.Null(law);
        Assert.StartsWith(expected, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-1s", "-1 s: at least 0 is expected")]
    [InlineData("{normal: {mean: 60s, sd: 5s}}", "values from -Infinity s: at least 0 is expected; {truncated: {of: ..., min: ..., max: ...}} keeps a distribution within limits")]
    [InlineData("{truncated: {of: {normal: {mean: 60s, sd: 5s}}, min: 0}}", "")]
    public void Read_WithinARange_RefusesLawsThatLeaveIt(string yaml, string expected)
    {
        var law = new LawArgument("s", AssemblyScope.Empty).Read(WrittenLaws.Value(yaml), 0, null, out var error);

        Assert.Equal((expected, expected.Length == 0), (error, law is not null));
    }

    /// <summary>The table of laws in <c>docs/scenarios.md</c> has each law with each of its parameters, and its examples can be read.</summary>
    [Fact]
    public void Documentation_TableOfLaws_IsComplete()
    {
        var rows = Row().Matches(Documentation("scenarios.md")).Select(m => m.Groups[1].Value).ToList();

        Assert.All(rows, row => Assert.True(WrittenLaws.Read(row, row.Contains("poisson", StringComparison.Ordinal) || row.Contains("geometric", StringComparison.Ordinal) ? "1" : "s") is ({ }, ""), row));
        foreach (var (law, forms) in LawForms.All)
        {
            var examples = rows.Where(row => row.StartsWith($"{{{law}:", StringComparison.Ordinal)).ToList();
            Assert.All(forms.SelectMany(f => f.Parameters), p => Assert.Contains(examples, row => row.Contains($"{p.Name}:", StringComparison.Ordinal)));
        }
    }

    private static string Documentation(string page)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "docs", page)))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException($"docs/{page} is not above {AppContext.BaseDirectory}");
        }

        return File.ReadAllText(Path.Combine(folder, "docs", page));
    }

    [GeneratedRegex(@"^\| `(\{\w+: .*?\})` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
