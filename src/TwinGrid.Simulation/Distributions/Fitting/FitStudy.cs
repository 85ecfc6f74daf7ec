using System.Collections.Immutable;
using System.Globalization;
using TwinGrid.Simulation.Randomness;

namespace TwinGrid.Simulation.Distributions.Fitting;

/// <summary>What recorded values say of the law behind them: families that were fitted and tested, the one to take, and what speaks against taking it as it is.</summary>
public sealed record FitStudy
{
    private const int FewestForTests = 5;
    private const int Few = 20;
    private const double Doubtful = 0.01;
    private const double AboutAsGood = 2;
    private const int QuantilesOfData = 20;

    /// <summary>Resamples times values: a second or two of work.</summary>
    private const double Work = 1_000_000;

    /// <summary>Tests look at so many values at the most: with more they refuse what is true for all purposes.</summary>
    private const int MostTested = 5_000;

    private FitStudy(Observations data) => Data = data;

    /// <summary>The values.</summary>
    public Observations Data { get; }

    /// <summary>Fits, the least Akaike criterion first.</summary>
    public ImmutableArray<JudgedFit> Fits { get; private init; } = [];

    /// <summary>How many of the values the tests were made with: evenly chosen ones where there are very many.</summary>
    public int Tested { get; private init; }

    /// <summary>Families that the values don't allow.</summary>
    public ImmutableArray<RefusedFit> Refused { get; private init; } = [];

    /// <summary>Whether values look independent; null when there are too few to tell.</summary>
    public SequenceCheck? Sequence { get; private init; }

    /// <summary>What a reader should know before taking a law.</summary>
    public ImmutableArray<string> Warnings { get; private init; } = [];

    /// <summary>The fit to take; null when there is none. It need not be a good one: see <see cref="Warnings"/>.</summary>
    public JudgedFit? Best => Fits.FirstOrDefault();

    /// <summary>Fits families to values.</summary>
    /// <param name="values">Values that were seen, in the order in which they came.</param>
    /// <param name="greaterThan">Lower limits of those that were not seen to their end.</param>
    /// <param name="families">Families to fit; null = all.</param>
    /// <param name="seed">Of the data that tests draw.</param>
    /// <exception cref="ArgumentException">No observation at all, or one that is not finite.</exception>
    public static FitStudy Of(IReadOnlyList<double> values, IReadOnlyList<double> greaterThan, IReadOnlyCollection<DistributionFamily>? families = null, ulong seed = 1)
    {
        var data = new Observations(values, greaterThan);
        var (ranked, refused) = DistributionFit.Rank(data);
        var wanted = ranked.Where(f => families?.Contains(f.Family) != false).ToList();
        var tested = data.Count <= MostTested ? data : new Observations(Thinned(values, data.Count), Thinned(greaterThan, data.Count));
        var chance = StreamSource.StateDraw(seed, 0);
        var fits = data.Values.Length < FewestForTests ? [] : wanted.Select(fit => Judge(fit, data, tested, chance)).OfType<JudgedFit>().ToImmutableArray();
        var study = new FitStudy(data)
        {
            Fits = fits,
            Refused = [.. refused.Where(r => families?.Contains(r.Family) != false)],
            Sequence = SequenceCheck.Of(values),
            Tested = tested.Count,
        };
        return study with { Warnings = [.. study.Doubts()] };
    }

    /// <summary>The data themselves as a law that documents take; null where some were not seen to their end, so that the tail is not known.</summary>
    /// <param name="unit">UCUM code of the values; "1" for plain numbers.</param>
    public string? DataAsLaw(string unit)
    {
        if (!Data.Censored.IsEmpty || Data.Values.Length < 2)
        {
            return null;
        }

        var text = new LawText(Model.Units.Unit.Parse(unit), "G4");
        var estimate = new KaplanMeier(Data);
        var points = Enumerable.Range(0, QuantilesOfData + 1).Select(i => (double)i / QuantilesOfData).ToList();
        return $"{{piecewise: {{values: [{string.Join(", ", points.Select(p => text.Value(estimate.Quantile(p))))}], cdf: [{string.Join(", ", points.Select(p => p.ToString("G4", CultureInfo.InvariantCulture)))}]}}}}";
    }

    private static JudgedFit? Judge(DistributionFit fit, Observations all, Observations tested, StreamSource chance)
    {
        // A test is of a law fitted to the very values that it looks at.
        var judged = ReferenceEquals(all, tested) ? fit : DistributionFit.Of(fit.Family, tested, out _);
        var resamples = (int)Math.Clamp(Work / tested.Count, 99, 999);
        return judged is null ? null : new JudgedFit(fit, GoodnessOfFit.Test(judged, tested, chance.Stream("fit", fit.Family.ToString()), resamples));
    }

    private static IEnumerable<double> Thinned(IReadOnlyList<double> values, int count)
    {
        var every = (int)Math.Ceiling((double)count / MostTested);
        return values.Where((_, i) => i % every == 0);
    }

    /// <summary>How often the value occurs that occurs most often.</summary>
    private int LongestTie()
    {
        var (longest, length) = (0, 0);
        for (var i = 0; i < Data.Values.Length; i++)
        {
            length = i > 0 && Data.Values[i] == Data.Values[i - 1] ? length + 1 : 1;
            longest = Math.Max(longest, length);
        }

        return longest;
    }

    private IEnumerable<string> Doubts()
    {
        if (Data.Values.Length < FewestForTests)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"there are {Data.Values.Length} values: {FewestForTests} at least are needed for a fit");
            yield break;
        }

        if (Data.Values.Length < Few)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{Data.Values.Length} values are few: they hardly tell one law from another, and their tail is a guess; treat the parameters as uncertain (uncertainty in scenarios)");
        }

        if (Data.Censored.Length > Data.Values.Length)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{Data.Censored.Length} of {Data.Count} were not seen to their end: the law beyond {Data.Values[^1]:G4} is extrapolated");
        }

        // A step of the empirical cdf as high as what the test of Kolmogorov and Smirnov sees.
        if (LongestTie() is >= 3 and var tie && tie > 0.5 * Math.Sqrt(Data.Values.Length))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"one value occurs {tie} times among {Data.Values.Length}: they are recorded so coarsely that tests refuse any smooth law (p-values are too small)");
        }

        if (Sequence is { TrendP: < Doubtful } trend)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"values {(trend.Trend > 0 ? "rise" : "fall")} over time (rank correlation {trend.Trend:F2}, p = {trend.TrendP:G2}): one law for all of them hides that; fit a stretch that is alike, or find out what changed");
        }

        if (Sequence is { LagOneP: < Doubtful } alike)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"neighbours are alike (rank correlation {alike.LagOne:F2}, p = {alike.LagOneP:G2}): simulations draw independently, which understates how bad spells add up");
        }

        if (Best is { } best && Fits.All(f => !f.IsPlausible))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"no family fits: even {best.Fit.Family.ToString().ToLowerInvariant()} is too far from the data (p = {Math.Min(best.Goodness.KolmogorovSmirnovP, best.Goodness.AndersonDarlingP):G2}); take the data themselves, or look for several causes in them (mixture)");
        }
        else if (Best is { IsPlausible: false } refused)
        {
            yield return $"{refused.Fit.Family.ToString().ToLowerInvariant()} has the least AIC, yet the tests speak against it and not against {string.Join(", ", Fits.Where(f => f.IsPlausible).Select(f => f.Fit.Family.ToString().ToLowerInvariant()))}";
        }

        var near = Fits.Skip(1).Where(f => f.Fit.Aic - Best!.Fit.Aic < AboutAsGood).Select(f => f.Fit.Family.ToString().ToLowerInvariant()).ToList();
        if (near.Count > 0)
        {
            yield return $"{string.Join(" and ", near)} fit{(near.Count == 1 ? "s" : "")} about as well (AIC within {AboutAsGood:F0})";
        }
    }
}
