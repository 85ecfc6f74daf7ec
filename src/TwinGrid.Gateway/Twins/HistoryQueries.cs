using TwinGrid.Contracts.History;
using TwinGrid.Gateway.Errors;
using TwinGrid.V1;

namespace TwinGrid.Gateway.Twins;

/// <summary>Checks a ReadHistory request and turns it into the reader's terms.</summary>
internal static class HistoryQueries
{
    /// <summary>Most series of a request.</summary>
    public const int MaxSeries = 100;

    /// <summary>Most instants of a request.</summary>
    public const int MaxInstants = 100_000;

    /// <summary>Most windows a series.</summary>
    public const long MaxWindows = 1_000_000;

    /// <summary>Reads the request.</summary>
    public static HistoryQuery From(ReadHistoryRequest request)
    {
        if (request.Series.Count is 0 or > MaxSeries)
        {
            throw Refusal.InvalidArgument("series", $"{request.Series.Count} series; give 1 to {MaxSeries}.");
        }

        var aggregations = Aggregations(request);
        var to = request.To == 0 && request.At.Count == 0 && aggregations.Count == 0 ? long.MaxValue : request.To;
        if (request.At.Count > 0)
        {
            CheckInstants(request, aggregations);
        }
        else if (request.From >= to)
        {
            throw Refusal.InvalidArgument("to", $"{request.To} ns is not after from = {request.From} ns.");
        }

        CheckWindows(request, aggregations, to);
        return new HistoryQuery
        {
            FromNs = request.From,
            ToNs = to,
            AtNs = request.At.Count > 0 ? [.. request.At] : null,
            Aggregations = aggregations,
            WindowNs = request.WindowNs,
            AsOfIndex = request.AsOfCommitIndex == 0 ? ulong.MaxValue : request.AsOfCommitIndex,
            Limit = request.Limit is 0 or > long.MaxValue ? long.MaxValue : (long)request.Limit,
            Descending = request.Descending,
        };
    }

    /// <summary>The wire's name of an aggregation: the numbers are the same.</summary>
    public static Aggregation ToWire(HistoryAggregation aggregation) => (Aggregation)(int)aggregation;

    private static List<HistoryAggregation> Aggregations(ReadHistoryRequest request)
    {
        var aggregations = new List<HistoryAggregation>(request.Aggregations.Count);
        for (var i = 0; i < request.Aggregations.Count; i++)
        {
            var asked = request.Aggregations[i];
            if (asked == Aggregation.Raw && request.Aggregations.Count == 1)
            {
                return [];
            }

            if (asked == Aggregation.Raw || !Enum.IsDefined(asked))
            {
                throw Refusal.InvalidArgument(
                    $"aggregations[{i}]", $"{(int)asked} can't be computed beside others; allowed are MIN, MAX, MEAN, TIME_WEIGHTED_MEAN, COUNT, FIRST, LAST, or RAW alone.");
            }

            aggregations.Add((HistoryAggregation)(int)asked);
        }

        return aggregations;
    }

    private static void CheckInstants(ReadHistoryRequest request, List<HistoryAggregation> aggregations)
    {
        if (request.At.Count > MaxInstants)
        {
            throw Refusal.InvalidArgument("at", $"{request.At.Count} instants; at most {MaxInstants}.");
        }

        if (aggregations.Count > 0 || request.From != 0 || request.To != 0 || request.Descending)
        {
            throw Refusal.InvalidArgument("at", "goes without from, to, aggregations and descending.");
        }

        for (var i = 1; i < request.At.Count; i++)
        {
            if (request.At[i] < request.At[i - 1])
            {
                throw Refusal.InvalidArgument($"at[{i}]", $"{request.At[i]} ns is before at[{i - 1}] = {request.At[i - 1]} ns; instants ascend.");
            }
        }
    }

    private static void CheckWindows(ReadHistoryRequest request, List<HistoryAggregation> aggregations, long to)
    {
        if (request.WindowNs < 0 || (request.WindowNs > 0 && aggregations.Count == 0))
        {
            throw Refusal.InvalidArgument("window_ns", $"{request.WindowNs}: windows are above 0 ns long and go with aggregations.");
        }

        if (aggregations.Count == 0)
        {
            return;
        }

        if (request.Descending)
        {
            throw Refusal.InvalidArgument("descending", "goes with samples only; windows ascend.");
        }

        // The difference of two longs fits an unsigned long.
        var windows = request.WindowNs == 0 ? 1 : ((ulong)to - (ulong)request.From - 1) / (ulong)request.WindowNs + 1;
        if (windows > (ulong)MaxWindows)
        {
            throw Refusal.InvalidArgument("window_ns", $"{request.WindowNs} ns gives {windows} windows; at most {MaxWindows}. Take longer windows or a shorter range.");
        }
    }
}
