using System.Text.RegularExpressions;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Reports;
using TwinGrid.Simulation.Tests.Experiments;

namespace TwinGrid.Simulation.Tests.Reports;

public sealed partial class ExperimentReportTests
{
    [Fact]
    public void Html_WholeExperiment_HasEveryPart()
    {
        var content = TestReports.Content(TestReports.Plan(TestReports.Line));
        var html = ExperimentReport.Html(content);

        Assert.All(
            new[] { "verdicts", "kpis", "uncertainty", "tails", "differences", "tradeoffs", "risks", "drivers", "gantt", "model", "record", "checklist", "defaults" },
            id => Assert.Contains($"<section id=\"{id}\"", html, StringComparison.Ordinal));
        Assert.Contains("<h1>Does a larger buffer pay?</h1>", html, StringComparison.Ordinal);
        Assert.Contains("output: large exceeds small by more than 5\u00a0/h", html, StringComparison.Ordinal);
        Assert.Contains(content.Answer.Digest, html, StringComparison.Ordinal);
        Assert.Contains("packer #2", html, StringComparison.Ordinal);
        Assert.Contains("<title>rush</title>", html, StringComparison.Ordinal);
        Assert.True(html.IndexOf("id=\"verdicts\"", StringComparison.Ordinal) < html.IndexOf("id=\"kpis\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Html_AnyReport_NeedsNothingFromElsewhere()
    {
        var html = ExperimentReport.Html(TestReports.Content(TestReports.Plan(TestReports.Line)));

        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<link", html, StringComparison.Ordinal);
        Assert.Empty(Elsewhere().Matches(html.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal)));
    }

    [Fact]
    public void Html_AnyReport_ClosesWhatItOpens()
    {
        var html = ExperimentReport.Html(TestReports.Content(TestReports.Plan(TestReports.Line)));

        var open = new Stack<string>();
        foreach (Match tag in Tags().Matches(html))
        {
            if (tag.Groups["close"].Success)
            {
                Assert.Equal(open.Pop(), tag.Groups["close"].Value);
            }
            else if (!tag.Value.EndsWith("/>", StringComparison.Ordinal) && tag.Groups["open"].Value is not ("meta" or "!DOCTYPE"))
            {
                open.Push(tag.Groups["open"].Value);
            }
        }

        Assert.Empty(open);
        Assert.DoesNotContain("NaN", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Infinity", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_NamesThatLookLikeMarkup_AreText()
    {
        var document = TestExperiments.TwoArms(replications: 3) with { Question = "<script>alert('1')</script> & \"more\"" };
        document = document with { Arms = [document.Arms[0] with { Name = "<b>slow</b>" }, document.Arms[1]] };

        var html = ExperimentReport.Html(TestReports.Content(TestExperiments.Plan(document)));

        Assert.Contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &quot;more&quot;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>slow", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_Estimation_HasOnlyWhatThereIs()
    {
        var html = ExperimentReport.Html(TestReports.Content(TestExperiments.Plan(TestExperiments.TwoArms(replications: 3))));

        Assert.Contains("No claim was made", html, StringComparison.Ordinal);
        Assert.All(new[] { "risks", "drivers", "effects", "gantt", "uncertainty", "tradeoffs" }, id => Assert.DoesNotContain($"id=\"{id}\"", html, StringComparison.Ordinal));
        Assert.All(new[] { "risks", "drivers", "effects", "gantt", "uncertainty", "tradeoffs" }, id => Assert.DoesNotContain($"href=\"#{id}\"", html, StringComparison.Ordinal));
    }

    [Fact]
    public void Html_LongRunInBatches_IsReported()
    {
        var document = TestExperiments.TwoArms(horizonSeconds: 4000) with { Analysis = AnalysisKind.SteadyState, Replications = ReplicationPlan.Fixed(1), Batches = 10 };

        Assert.Contains("batch means over at most 10 batches", ExperimentReport.Html(TestReports.Content(TestExperiments.Plan(document))), StringComparison.Ordinal);
    }

    [Fact]
    public void Html_SameContent_SameBytes() => Assert.Equal(
        ExperimentReport.Html(TestReports.Content(TestReports.Plan(TestReports.Line))), ExperimentReport.Html(TestReports.Content(TestReports.Plan(TestReports.Line))));

    [Fact]
    public void Checklist_Experiment_FillsInAllItems()
    {
        var items = StressChecklist.Of(TestReports.Content(TestReports.Plan(TestReports.Line)));

        Assert.Equal(24, items.Count);
        Assert.Equal(24, items.Select(i => i.Number).Distinct().Count());
        Assert.All(items, item => Assert.True(item.Lines.Count > 0 || item.Open.Length > 0, item.Number));
        string Line(string number) => string.Join(" ", items.First(i => i.Number == number).Lines);
        Assert.Contains("output = leaving.throughput (/h): mean over the replications, to be maximised.", Line("1.2"), StringComparison.Ordinal);
        Assert.Contains("large: size = 5; rush at 60\u00a0s: arrivals.rate = 1.2", Line("2.3"), StringComparison.Ordinal);
        Assert.Contains("between (buffer)", Line("2.5.4"), StringComparison.Ordinal);
        Assert.Contains("arrivals (source), leaving (sink)", Line("2.5.5"), StringComparison.Ordinal);
        Assert.Contains("service = exponential(mean 1", Line("3.3"), StringComparison.Ordinal);
        Assert.Equal(["3.1", "3.2", "6.1"], items.Where(i => i.Open.Length > 0).Select(i => i.Number));
    }

    [GeneratedRegex(@"https?:|url\((?!#)|@import")]
    private static partial Regex Elsewhere();

    [GeneratedRegex(@"</(?<close>[\w-]+)>|<(?<open>!?[A-Za-z][\w-]*)[^>]*>")]
    private static partial Regex Tags();
}
