using System.Globalization;
using TwinGrid.Simulation.Experiments.Records;
using TwinGrid.Simulation.Reports.Charts;

namespace TwinGrid.Simulation.Reports.Sections;

/// <summary>Warnings, the model, the defaults, the record and the reporting checklist.</summary>
internal static class RecordSection
{
    public static void Write(HtmlWriter html, ReportContent content)
    {
        Warnings(html, content);
        Model(html, content);
        Record(html, content);
        Checklist(html, content);
        Defaults(html, content);
    }

    private static void Warnings(HtmlWriter html, ReportContent content)
    {
        if (content.Answer.Warnings.Count == 0)
        {
            return;
        }

        html.Raw("<section id=\"warnings\"><h2>Warnings</h2><ul>");
        foreach (var warning in content.Answer.Warnings)
        {
            html.Write($"<li>{warning}</li>");
        }

        html.Raw("</ul></section>\n");
    }

    private static void Model(HtmlWriter html, ReportContent content)
    {
        html.Raw("<section id=\"model\"><h2>The model</h2>");
        var model = content.Plan.Arms[0].Model;
        html.Raw("<figure class=\"wide\"><figcaption>Modules and what passes between them</figcaption>");
        if (!ModelDiagram.TryDraw(html, model))
        {
            html.Write($"<p>{model.Modules.Length} modules with {model.Connections.Length} connections: too many for a drawing.</p>");
        }

        html.Raw("</figure></section>\n");
    }

    private static void Record(HtmlWriter html, ReportContent content)
    {
        var record = content.Record;
        html.Raw("<section id=\"record\"><h2>Record</h2><p>All that is needed to run the same again, bit for bit.</p><div class=\"scroll\"><table class=\"facts\"><tbody>");
        Fact(html, "Document", $"{record.Document}, SHA-256 {record.DocumentHash}");
        Fact(html, "Overrides", Overrides(record.Overrides));
        Fact(html, "Plant definition", record.DefinitionHash.Length == 0 ? "none: the document is the whole model" : $"SHA-256 {record.DefinitionHash}");
        Fact(html, "Start state", record.StateHash.Length == 0 ? "empty" : $"cut, SHA-256 {record.StateHash}");
        Fact(html, "Engine", $"TwinGrid {record.Engine}; {string.Join(", ", record.Modules)}");
        Fact(html, "Random numbers", string.Create(CultureInfo.InvariantCulture, $"{record.RandomNumbers}, seed {record.Seed}"));
        Fact(html, "Host", record.Host.ToString());
        Fact(html, "Replications", $"planned at most {record.Planned} of each arm; done {Done(record)}{(record.WasCut ? "; ended by its budget or a person" : "")}");
        Fact(html, "Events", Figures.Count(content.Answer.Events));
        if (double.IsFinite(content.Seconds))
        {
            Fact(html, "Time on the wall", Figures.Time(Math.Round(content.Seconds, 3)));
        }

        Fact(html, "Digest", record.Digest);
        html.Raw("</tbody></table></div></section>\n");
    }

    private static string Done(RunRecord record) =>
        record.Replications.Distinct().Count() == 1 ? $"{record.Replications[0]} of each" : string.Join(", ", record.Replications.Select((n, i) => $"{record.Arms[i]} {n}"));

    private static string Overrides(Model.Scenarios.ExperimentOverrides overrides)
    {
        var given = new (string Name, string? Value)[]
        {
            ("seed", overrides.Seed), ("replications", overrides.Replications), ("horizon", overrides.Horizon), ("warm-up", overrides.WarmUp), ("level", overrides.Level),
        }.Where(o => o.Value is not null).Select(o => $"{o.Name} {o.Value}").Concat(overrides.Set.Select(s => $"{s.Key} = {s.Value}")).ToList();
        return given.Count == 0 ? "none" : string.Join(", ", given);
    }

    private static void Fact(HtmlWriter html, string name, string value) => html.Write($"<tr><th>{name}</th><td>{value}</td></tr>");

    private static void Checklist(HtmlWriter html, ReportContent content)
    {
        html.Raw("<section id=\"checklist\"><h2>Reporting checklist (STRESS-DES)</h2><p class=\"note\">After Monks, Currie, Onggo, Robinson, Kunc and Taylor, Strengthening the reporting of empirical simulation studies, Journal of Simulation 13, 2019. Filled in from documents and record; what only the author knows is marked.</p><div class=\"scroll\"><table class=\"facts\"><tbody>");
        foreach (var item in StressChecklist.Of(content))
        {
            html.Write($"<tr><th>{item.Number} {item.Title}</th><td>");
            foreach (var line in item.Lines)
            {
                html.Write($"<p>{line}</p>");
            }

            html.Raw(item.Open.Length == 0 ? "" : "<p class=\"open\">").Write($"{item.Open}").Raw(item.Open.Length == 0 ? "" : "</p>").Raw("</td></tr>");
        }

        html.Raw("</tbody></table></div></section>\n");
    }

    private static void Defaults(HtmlWriter html, ReportContent content)
    {
        html.Write($"""<section id="defaults"><details><summary>{content.Answer.Document.Defaults.Length} defaults that the document left to TwinGrid</summary><div class="scroll"><table><thead><tr><th>Key</th><th>Value</th><th>Meaning</th></tr></thead><tbody>""");
        foreach (var one in content.Answer.Document.Defaults)
        {
            html.Write($"<tr><td>{one.Path}</td><td>{one.Value}</td><td>{one.Meaning}</td></tr>");
        }

        html.Raw("</tbody></table></div></details></section>\n");
    }
}
