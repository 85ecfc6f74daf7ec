using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using TwinGrid.Cli.Shell;
using TwinGrid.Model.Units;
using TwinGrid.Simulation.Distributions.Fitting;

namespace TwinGrid.Cli.Fitting;

/// <summary>Prints what came of a fit: for people with a histogram and the line to paste, as one JSON object, or as CSV with a row a family.</summary>
internal sealed class FitReport(RecordedValues values, FitStudy study)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private readonly Unit unit = Unit.Parse(values.Unit);

    public async Task PrintAsync(CliShell shell, ParseResult parsed)
    {
        var output = shell.Console.Out;
        switch (shell.Format(parsed))
        {
            case OutputFormat.Json:
                await output.WriteLineAsync(ToJson());
                return;
            case OutputFormat.Csv:
                await Sheet().PrintAsync(shell.Console, OutputFormat.Csv, study.Fits);
                break;
            default:
                await PrintForPeopleAsync(shell, output);
                break;
        }

        foreach (var warning in Warnings())
        {
            await shell.Console.Error.WriteLineAsync($"warning: {warning}");
        }
    }

    /// <summary>What to write into a document; null when there is no fit.</summary>
    public string? Yaml
    {
        get
        {
            if (study.Best is not { } best)
            {
                return null;
            }

            var law = study.Fits.Any(f => f.IsPlausible) ? best.Fit.WrittenIn(unit) : study.DataAsLaw(values.Unit) ?? best.Fit.WrittenIn(unit);

            // Where times are expected laws with values below 0 are refused.
            var isTime = unit.IsCommensurableWith(Unit.Parse("s"));
            law = best.Fit.Family == DistributionFamily.Normal && isTime && law.StartsWith("{normal", StringComparison.Ordinal) ? $"{{truncated: {{of: {law}, min: 0 {unit}}}}}" : law;
            return values.Parameter is null ? law : $"{values.Parameter}: {law}";
        }
    }

    private IEnumerable<string> Warnings() => values.Notes.Concat(study.Warnings);

    private async Task PrintForPeopleAsync(CliShell shell, TextWriter output)
    {
        var data = study.Data;
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{values.Source}: {data.Values.Length} values{(data.Censored.IsEmpty ? "" : $" and {data.Censored.Length} not seen to their end")}"));
        if (data.Values.Length > 0)
        {
            var mean = data.Values.Average();
            var deviation = Math.Sqrt(data.Values.Sum(v => (v - mean) * (v - mean)) / Math.Max(1, data.Values.Length - 1));
            await output.WriteLineAsync($"  of those seen: mean {Quantity(mean)}, standard deviation {Number(deviation)}, median {Quantity(data.Values[data.Values.Length / 2])}, from {Quantity(data.Values[0])} to {Quantity(data.Values[^1])}");
            await output.WriteLineAsync();
            foreach (var line in Histogram.Lines(data.Values, data.Censored.IsEmpty ? study.Best?.Fit.Law : null, values.Unit))
            {
                await output.WriteLineAsync("  " + line);
            }
        }

        if (study.Best is { } best)
        {
            await Sheet().PrintAsync(shell.Console, OutputFormat.Table, study.Fits);
            await output.WriteLineAsync($"Parameters with standard errors. p-values come from {best.Goodness.Resamples} data sets drawn from each fit and fitted again, since tables don't hold where parameters were estimated{(study.Tested < data.Count ? $"; tests take {study.Tested} of the values" : "")}.{(data.Censored.IsEmpty ? $" In brackets after the bars: what {Name(best.Fit)} expects." : "")}");
        }

        foreach (var refused in study.Refused)
        {
            await output.WriteLineAsync($"{refused.Family.ToString().ToLowerInvariant()} is not fitted: {refused.Reason}");
        }

        if (Yaml is { } yaml)
        {
            await output.WriteLineAsync();
            await output.WriteLineAsync(yaml);
        }
    }

    private Sheet<JudgedFit> Sheet() => new Sheet<JudgedFit>()
        .Column("family", f => Name(f.Fit))
        .Column("parameters", f => string.Join(", ", f.Fit.Parameters.Select(p => $"{p.Name} {Number(p.Value)} ± {Number(p.StandardError)}")))
        .Column("aic", f => Math.Round(f.Fit.Aic, 2))
        .Column("ks", f => Math.Round(f.Goodness.KolmogorovSmirnov, 4))
        .Column("ksP", f => Math.Round(f.Goodness.KolmogorovSmirnovP, 4))
        .Column("ad", f => Math.Round(f.Goodness.AndersonDarling, 3))
        .Column("adP", f => Math.Round(f.Goodness.AndersonDarlingP, 4))
        .Column("law", f => f.Fit.WrittenIn(unit));

    private string ToJson() => JsonSerializer.Serialize(
        new
        {
            values.Source,
            values.Unit,
            Values = study.Data.Values.Length,
            Censored = study.Data.Censored.Length,
            Fits = study.Fits.Select(f => new
            {
                Family = Name(f.Fit),
                Parameters = f.Fit.Parameters.Select(p => new { p.Name, p.Value, p.StandardError }),
                f.Fit.LogLikelihood,
                f.Fit.Aic,
                f.Goodness.KolmogorovSmirnov,
                f.Goodness.KolmogorovSmirnovP,
                f.Goodness.AndersonDarling,
                f.Goodness.AndersonDarlingP,
                f.Goodness.Resamples,
                f.IsPlausible,
                Law = f.Fit.WrittenIn(unit),
            }),
            Refused = study.Refused.Select(r => new { Family = r.Family.ToString().ToLowerInvariant(), r.Reason }),
            study.Tested,
            study.Sequence,
            Best = study.Best is { } best ? Name(best.Fit) : null,
            Yaml,
            Warnings = Warnings(),
        },
        Json);

    private static string Name(DistributionFit fit) => fit.Family.ToString().ToLowerInvariant();

    private string Quantity(double value) => values.Unit == "1" ? Number(value) : $"{Number(value)} {values.Unit}";

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
