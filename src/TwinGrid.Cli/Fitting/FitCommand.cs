using System.CommandLine;
using TwinGrid.Cli.Shell;
using TwinGrid.Client;
using TwinGrid.Model.Units;
using TwinGrid.Simulation.Distributions.Fitting;

namespace TwinGrid.Cli.Fitting;

/// <summary><c>twingrid fit FILE.csv</c> and <c>twingrid fit ASSET --signal S</c>: which law recorded values follow, ready to be pasted into a scenario.</summary>
internal static class FitCommand
{
    private static readonly Dictionary<string, DistributionFamily> Families =
        Enum.GetValues<DistributionFamily>().ToDictionary(f => f.ToString().ToLowerInvariant(), f => f, StringComparer.Ordinal);

    private static readonly TimeSpan DefaultSpan = TimeSpan.FromDays(30);

    public static Command Create(CliShell shell)
    {
        var clock = shell.Console.Clock;
        var source = new Argument<string>("SOURCE") { Description = "A CSV file, - for standard input; with --signal an asset's resource name, or its id if that is unique." };
        var column = new Option<string?>("--column", "-c") { Description = "Column of the file, by name or by number from 1.", HelpName = "NAME" };
        var censored = new Option<string?>("--censored") { Description = "Column that is 1, true or yes where a value was not seen to its end, so that the real one is greater.", HelpName = "NAME" };
        var unit = new Option<string?>("--unit") { Description = "Unit of the values (UCUM); of a file none unless given, of a signal its own.", HelpName = "UNIT" };
        var families = new Option<string[]>("--families") { Description = "Only these families.", AllowMultipleArgumentsPerToken = true, HelpName = string.Join('|', Families.Keys) };
        var signal = new Option<string?>("--signal", "-s") { Description = "Signal of an asset, whose recorded values are fitted.", HelpName = "ID" };
        var stays = new Option<string?>("--stays") { Description = "Instead of values how long the signal stayed in this state each time: repair times.", HelpName = "STATE" };
        var between = new Option<string?>("--between") { Description = "Instead of values the times between stays in this state: times to failure.", HelpName = "STATE" };
        var from = Instants.Flag("--from", "Start, inclusive: ISO 8601, or a duration ago; default 30 d before --to.", clock);
        var to = Instants.Flag("--to", "End, exclusive: ISO 8601, now, or a duration ago; default now.", clock);
        families.AcceptOnlyFromAmong([.. Families.Keys]);
        unit.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !Unit.TryParse(result.Tokens[^1].Value, out _, out var wrong))
            {
                result.AddError($"--unit '{result.Tokens[^1].Value}' is no UCUM unit: {wrong.Message}");
            }
        });
        var command = new Command("fit", "Fits laws to recorded values and tests them; gives what to write into a scenario.") { source, column, censored, unit, families, signal, stays, between, from, to };
        command.Validators.Add(result =>
        {
            var ofAsset = result.GetValue(signal) is not null;
            var flags = new Option[] { column, censored }.Where(o => ofAsset && result.GetResult(o) is { Implicit: false })
                .Concat(new Option[] { stays, between, from, to }.Where(o => !ofAsset && result.GetResult(o) is { Implicit: false })).ToList();
            if (flags.Count > 0)
            {
                result.AddError($"{flags[0].Name} goes {(ofAsset ? "with a file, not with --signal" : "with --signal")}.");
            }
            else if (result.GetValue(stays) is not null && result.GetValue(between) is not null)
            {
                result.AddError("--stays and --between are two questions: ask one.");
            }
        });
        command.SetAction(async (parsed, token) =>
        {
            RecordedValues values;
            if (parsed.GetValue(signal) is { } id)
            {
                var end = Instants.Of(parsed.GetValue(to), clock) ?? Timestamp.Now(clock);
                using var client = shell.Connect(parsed);
                var recorded = new RecordedSignal(client, parsed.GetRequiredValue(source), id, Instants.Of(parsed.GetValue(from), clock) ?? end - (DefaultSpan.Ticks * 100), end);
                values = parsed.GetValue(stays) is { } state ? await recorded.StaysAsync(state, isBetween: false, token)
                    : parsed.GetValue(between) is { } other ? await recorded.StaysAsync(other, isBetween: true, token)
                    : await recorded.ValuesAsync(token);
                values = InUnit(values, parsed.GetValue(unit));
            }
            else
            {
                values = await ReadFileAsync(shell.Console, parsed.GetRequiredValue(source), parsed.GetValue(column), parsed.GetValue(censored), parsed.GetValue(unit) ?? "1", token);
            }

            var only = (parsed.GetValue(families) ?? []).Select(name => Families[name]).ToList();
            var study = FitStudy.Of(values.Values, values.GreaterThan, only.Count == 0 ? null : only);
            await new FitReport(values, study).PrintAsync(shell, parsed);
            return study.Best is null ? ExitCodes.Failure : ExitCodes.Ok;
        });
        return command;
    }

    private static async Task<RecordedValues> ReadFileAsync(CliConsole console, string path, string? column, string? censored, string unit, CancellationToken cancellationToken)
    {
        if (path == "-")
        {
            using var input = new StringReader(await console.In.ReadToEndAsync(cancellationToken));
            return CsvColumn.Read(input, "standard input", column, censored, unit);
        }

        if (!File.Exists(path))
        {
            throw new CliException($"There is no file '{path}'; an asset needs --signal.");
        }

        using var file = new StreamReader(path);
        return CsvColumn.Read(file, path, column, censored, unit);
    }

    private static RecordedValues InUnit(RecordedValues values, string? wanted)
    {
        if (wanted is null || wanted == values.Unit)
        {
            return values;
        }

        var (given, unit) = (Unit.Parse(values.Unit), Unit.Parse(wanted));
        if (!given.IsCommensurableWith(unit))
        {
            throw new CliException($"The values are in '{given}', which can't be converted to '{unit}'.");
        }

        double Convert(double value) => unit.FromCoherent(given.ToCoherent(value));
        return values with { Values = [.. values.Values.Select(Convert)], GreaterThan = [.. values.GreaterThan.Select(Convert)], Unit = wanted };
    }
}
