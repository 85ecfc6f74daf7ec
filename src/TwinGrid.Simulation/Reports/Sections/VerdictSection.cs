using System.Globalization;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Answers;
using TwinGrid.Simulation.Statistics.Hypotheses;

namespace TwinGrid.Simulation.Reports.Sections;

/// <summary>What follows, before anything else: hypotheses, selection, guards, acceptance, warnings.</summary>
internal static class VerdictSection
{
    public static void Write(HtmlWriter html, ReportContent content)
    {
        var answer = content.Answer;
        html.Raw("<section id=\"verdicts\" class=\"cards\">");
        foreach (var judged in answer.Comparisons.Where(c => c.Hypothesis is not null))
        {
            Hypothesis(html, judged, judged.Hypothesis!);
        }

        Selection(html, answer);
        Count(html, "Guards", "#risks", [.. answer.Guards.Select(g => (g.Result.Mean.Verdict, $"{g.Arm}: {g.Kpi} {g.Guard}"))], "kept", "broken");
        Count(html, "Acceptance", "#risks", [.. answer.Acceptance.Select(a => (a.Result.Verdict, $"{a.Arm}: {a.Kpi} {a.Rule}"))], "acceptable", "not acceptable");
        if (answer.Comparisons.All(c => c.Hypothesis is null) && answer.Selection is null)
        {
            html.Raw("<article class=\"card\"><h3>No claim was made</h3><p>The document states no hypothesis: what follows are estimates, each with its interval.</p></article>");
        }

        if (answer.Warnings.Count > 0)
        {
            html.Write($"""<article class="card warn"><span class="badge inconclusive">Mind</span><h3>{Figures.Count(answer.Warnings.Count)} {(answer.Warnings.Count == 1 ? "warning" : "warnings")}</h3><p>{answer.Warnings[0]}</p><p><a href="#warnings">All warnings</a></p></article>""");
        }

        html.Raw("</section>\n");
    }

    /// <summary>The badge of a verdict.</summary>
    public static void Badge(HtmlWriter html, Verdict verdict, string? word = null) =>
        html.Raw($"<span class=\"badge {Class(verdict)}\">").Write($"{word ?? verdict.ToString()}").Raw("</span>");

    /// <summary>Class of a verdict's colour.</summary>
    public static string Class(Verdict verdict) => verdict switch
    {
        Verdict.Supported => "supported",
        Verdict.Refuted => "refuted",
        _ => "inconclusive",
    };

    private static void Hypothesis(HtmlWriter html, ComparisonAnswer judged, ClaimResult claim)
    {
        var difference = claim.Difference;
        html.Raw($"<article class=\"card {Class(claim.Verdict)}\">");
        Badge(html, claim.Verdict);
        html.Write($"<h3>{judged.Kpi}: {Claimed(judged, claim)}</h3>");
        html.Write($"""<p class="big">{Figures.WithInterval(difference.Mean, difference.HalfWidth)}{Figures.Unit(judged.Unit)}</p>""");
        html.Write($"<p>{Figures.Percent(difference.Level)} interval {Figures.Range(difference.Lower, difference.Upper)}{Figures.Unit(judged.Unit)}, {Figures.PEquals(claim.AdjustedPValue)}, n = {difference.N}, {difference.Method}.</p>");
        if (claim.Verdict == Verdict.Inconclusive)
        {
            html.Write($"<p>{(claim.ReplicationsToDecide is { } n ? $"About {Figures.Count(n)} replications of each arm would decide it." : "No feasible number of replications would decide it.")}</p>");
        }

        html.Write($"""<p class="note">{claim.Rule}.</p></article>""");
    }

    private static string Claimed(ComparisonAnswer judged, ClaimResult claim)
    {
        var effect = claim.Claim.MinimumEffect;
        var by = effect == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" by more than {effect}{Figures.Unit(judged.Unit)}");
        return claim.Claim.Alternative switch
        {
            Alternative.Greater => $"{judged.Treatment} exceeds {judged.Control}{by}",
            Alternative.Less => $"{judged.Treatment} is below {judged.Control}{by}",
            _ => $"{judged.Treatment} differs from {judged.Control}{by}",
        };
    }

    private static void Selection(HtmlWriter html, ExperimentAnswer answer)
    {
        if (answer.Selection is not { } selection)
        {
            return;
        }

        html.Raw($"<article class=\"card {(selection.Best is null ? "inconclusive" : "supported")}\">");
        Badge(html, selection.Best is null ? Verdict.Inconclusive : Verdict.Supported, selection.Best is null ? "Open" : "Selected");
        html.Write($"<h3>Best arm by {answer.Document.Selection!.Kpi}</h3>");
        html.Write($"""<p class="big">{(selection.Best is { } best ? answer.Arms[best].Name : string.Join(" or ", selection.Survivors.Select(i => answer.Arms[i].Name)))}</p>""");
        html.Write($"""<p>{selection.Guarantee}.</p><p class="note">{selection.Method}; {string.Join(", ", selection.Replications.Select((n, i) => $"{answer.Arms[i].Name} {n}"))} replications.</p></article>""");
    }

    private static void Count(HtmlWriter html, string title, string link, IReadOnlyList<(Verdict Verdict, string Text)> judged, string yes, string no)
    {
        if (judged.Count == 0)
        {
            return;
        }

        var worst = judged.Any(j => j.Verdict == Verdict.Refuted) ? Verdict.Refuted : judged.Any(j => j.Verdict == Verdict.Inconclusive) ? Verdict.Inconclusive : Verdict.Supported;
        html.Raw($"<article class=\"card {Class(worst)}\">");
        Badge(html, worst, worst switch { Verdict.Supported => $"All {yes}", Verdict.Refuted => no, _ => "Not decided" });
        html.Write($"<h3>{title}</h3><p>{judged.Count(j => j.Verdict == Verdict.Supported)} {yes}, {judged.Count(j => j.Verdict == Verdict.Inconclusive)} not decided, {judged.Count(j => j.Verdict == Verdict.Refuted)} {no}.</p>");
        foreach (var (_, text) in judged.Where(j => j.Verdict != Verdict.Supported).Take(3))
        {
            html.Write($"<p>{text}</p>");
        }

        html.Raw($"<p><a href=\"{link}\">Details</a></p></article>");
    }
}
