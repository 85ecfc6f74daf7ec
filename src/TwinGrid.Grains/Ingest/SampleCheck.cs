using System.Runtime.CompilerServices;
using System.Text;
using TwinGrid.Contracts.Ingest;
using TwinGrid.Grains.Records;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.Ingest;

/// <summary>
/// Decides every item of a batch against the rules and one reading of the clock. A run that is all good costs two comparisons a column;
/// only a run that is not is looked at item by item.
/// </summary>
internal static class SampleCheck
{
    /// <summary>How far a sample may be ahead of the server's clock: 5 minutes.</summary>
    public const long FutureNs = 300 * Nanoseconds.PerSecond;

    /// <summary>Bytes of a text at the most, in UTF-8.</summary>
    public const int MaxTextBytes = 1_024;

    /// <summary>
    /// The rejected items, ascending; empty when all are accepted. Values outside the engineering range become uncertain in the batch, absent
    /// values NaN.
    /// </summary>
    public static RejectedItem[] Check(SampleBatch batch, SampleRules rules, long nowNs)
    {
        List<RejectedItem>? rejected = null;
        var start = 0;
        for (var run = 0; run < batch.Runs; run++)
        {
            var length = batch.RunLength[run];
            var code = batch.RunRejections is { } refused ? refused[run] : RejectionCode.None;
            var rule = code == RejectionCode.None ? rules.Find(batch.RunSeries[run], out code) : null;
            if (rule is null)
            {
                rejected ??= [];
                for (var item = start; item < start + length; item++)
                {
                    rejected.Add(new RejectedItem(item, (uint)code));
                }
            }
            else if (!IsAllGood(batch, rule, start, length, nowNs))
            {
                CheckOneByOne(batch, rule, start, length, nowNs, ref rejected);
            }

            start += length;
        }

        return rejected is null ? [] : [.. rejected];
    }

    /// <summary>Earliest and latest source time that is accepted now.</summary>
    private static (long Oldest, long Newest) TimesOf(SignalRule rule, long nowNs) =>
        (rule.LateWindowNs == long.MaxValue ? long.MinValue + 1 : nowNs - rule.LateWindowNs, nowNs + FutureNs);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsAllGood(SampleBatch batch, SignalRule rule, int start, int length, long nowNs)
    {
        var (oldest, newest) = TimesOf(rule, nowNs);
        var lowest = rule.Lowest;
        var highest = rule.Highest;
        var good = true;
        foreach (var time in batch.Times.AsSpan(start, length))
        {
            good &= time >= oldest & time <= newest;
        }

        var values = batch.Values.AsSpan(start, length);
        foreach (var value in values)
        {
            good &= value >= lowest & value <= highest; // false for NaN
        }

        if (rule.IsWhole)
        {
            foreach (var value in values)
            {
                good &= value == Math.Floor(value);
            }
        }

        return good;
    }

    private static void CheckOneByOne(SampleBatch batch, SignalRule rule, int start, int length, long nowNs, ref List<RejectedItem>? rejected)
    {
        var (oldest, newest) = TimesOf(rule, nowNs);
        for (var item = start; item < start + length; item++)
        {
            var time = batch.Times[item];
            var code = time > newest ? RejectionCode.TimestampFuture
                : time < oldest ? RejectionCode.TimestampTooOld
                : CheckValue(batch, rule, item);
            if (code != RejectionCode.None)
            {
                rejected ??= [];
                rejected.Add(new RejectedItem(item, (uint)code));
            }
        }
    }

    private static RejectionCode CheckValue(SampleBatch batch, SignalRule rule, int item)
    {
        var value = batch.Values[item];
        var quality = batch.Qualities is { } qualities ? qualities[item] : Quality.Good;
        if (!double.IsFinite(value))
        {
            if (!Quality.IsBad(quality))
            {
                return RejectionCode.ValueNotFinite;
            }

            batch.Values[item] = double.NaN;
            return RejectionCode.None;
        }

        if (rule.Type == SignalType.String)
        {
            return IsText(batch, value) ? RejectionCode.None : RejectionCode.TypeMismatch;
        }

        if (!rule.IsOfType(value))
        {
            return RejectionCode.TypeMismatch;
        }

        if (rule.Type is SignalType.Number or SignalType.Integer && !(value >= rule.Lowest && value <= rule.Highest))
        {
            batch.EnsureQualities()[item] = Quality.Worse(Quality.UncertainEngineeringUnitsExceeded, quality);
        }

        return RejectionCode.None;
    }

    private static bool IsText(SampleBatch batch, double value) =>
        value >= 0.0 && value < batch.Texts.Count && value == Math.Floor(value)
        && (batch.Texts[(int)value].Length <= MaxTextBytes / 3 || Encoding.UTF8.GetByteCount(batch.Texts[(int)value]) <= MaxTextBytes);
}
