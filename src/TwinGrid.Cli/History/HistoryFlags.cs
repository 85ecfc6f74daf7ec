using System.CommandLine;
using TwinGrid.Cli.Shell;
using TwinGrid.Client;
using TwinGrid.V1;

namespace TwinGrid.Cli.History;

/// <summary>Flags of <c>twingrid history</c>.</summary>
internal sealed class HistoryFlags
{
    private static readonly Dictionary<string, Aggregation> Aggregations = new(StringComparer.Ordinal)
    {
        ["min"] = Aggregation.Min,
        ["max"] = Aggregation.Max,
        ["mean"] = Aggregation.Mean,
        ["time-weighted-mean"] = Aggregation.TimeWeightedMean,
        ["count"] = Aggregation.Count,
        ["first"] = Aggregation.First,
        ["last"] = Aggregation.Last,
    };

    private static readonly TimeSpan DefaultSpan = TimeSpan.FromHours(1);

    private readonly Option<string[]> signals = new("--signal", "-s")
    {
        Description = "Signal id; several give a column with the signal.", Required = true, AllowMultipleArgumentsPerToken = true, HelpName = "ID",
    };

    private readonly Option<string?> from;
    private readonly Option<string?> to;
    private readonly Option<string[]> at = new("--at") { Description = "Instead of --from and --to: the last sample at or before each of these times.", AllowMultipleArgumentsPerToken = true, HelpName = "TIME" };
    private readonly Option<string[]> aggregate = new("--aggregate") { Description = "Windows instead of samples.", AllowMultipleArgumentsPerToken = true, HelpName = string.Join('|', Aggregations.Keys) };
    private readonly Option<string?> window = new("--window") { Description = "Length of a window; without it one over the whole time.", HelpName = "DURATION" };
    private readonly Option<ulong> asOf = new("--as-of") { Description = "Only what was committed up to this commit index.", HelpName = "N" };
    private readonly Option<ulong> limit = new("--limit") { Description = "At most so many samples or windows a signal; 0 = all.", HelpName = "N" };
    private readonly Option<bool> descending = new("--descending") { Description = "Newest first." };
    private readonly Option<bool> commitIndex = new("--commit-index") { Description = "Adds a column with the commit index." };
    private readonly Option<string?> atLeast = new("--at-least") { Description = "Wait until the answer reflects this token of an ack or a write.", HelpName = "TOKEN" };

    public HistoryFlags(TimeProvider clock)
    {
        from = Instants.Flag("--from", "Start, inclusive: ISO 8601, or a duration ago; default 1 h before --to.", clock);
        to = Instants.Flag("--to", "End, exclusive: ISO 8601, now, or a duration ago; default now.", clock);
        aggregate.AcceptOnlyFromAmong([.. Aggregations.Keys]);
        Durations.Check(window);
        at.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !Instants.TryParse(token.Value, clock, out _)))
            {
                result.AddError($"--at '{token.Value}' is no time; expected ISO 8601 (2020-02-08T13:30:47Z), now, or a duration ago (1h).");
            }
        });
    }

    public static string NameOf(Aggregation aggregation) => Aggregations.First(known => known.Value == aggregation).Key;

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { signals, from, to, at, aggregate, window, asOf, limit, descending, commitIndex, atLeast })
        {
            command.Add(option);
        }
    }

    public ReadHistoryRequest Read(ParseResult parsed, string asset, TimeProvider clock)
    {
        var end = Instants.Of(parsed.GetValue(to), clock) ?? Timestamp.Now(clock);
        var request = new ReadHistoryRequest
        {
            From = Instants.Of(parsed.GetValue(from), clock) ?? end - (DefaultSpan.Ticks * 100),
            To = end,
            WindowNs = parsed.GetValue(window) is { } text ? Durations.Of(text).Ticks * 100 : 0,
            AsOfCommitIndex = parsed.GetValue(asOf),
            Limit = parsed.GetValue(limit),
            Descending = parsed.GetValue(descending),
            Read = new ReadOptions { AtLeast = parsed.GetValue(atLeast) ?? string.Empty },
        };
        request.Series.AddRange(parsed.GetRequiredValue(signals).Select(signal => new HistorySeries { Asset = asset, Signal = signal }));
        request.Aggregations.AddRange((parsed.GetValue(aggregate) ?? []).Select(name => Aggregations[name]));
        if (parsed.GetValue(at) is { Length: > 0 } times)
        {
            request.From = 0;
            request.To = 0;
            request.At.AddRange(times.Select(time => Instants.Of(time, clock)!.Value).Order());
        }

        return request;
    }
}
