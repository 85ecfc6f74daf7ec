using System.Globalization;
using TwinGrid.Model.Behaviours.Reading;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Definitions.Reading;

namespace TwinGrid.Model.Scenarios.Reading;

/// <summary>Reads from where to where a replication goes, and what of it counts.</summary>
internal static class RunLengthReader
{
    private const string Mser5 = "mser5";

    /// <summary><c>clock: {tick: 1us}</c>, in s.</summary>
    public static double ReadTick(Section spec, DefaultLog defaults)
    {
        var clock = spec.ChildOrShort("clock", "tick");
        var tick = clock.Seconds("tick", mayBeZero: false);
        if (tick is < 1e-12 or > 86_400)
        {
            clock.Error("tick", Wording.Invariant($"a tick from 1e-12 s to 1d is expected, not {tick} s"));
        }

        clock.Close();
        return defaults.Or(clock, "tick", tick, 1e-6, "resolution of simulated time", "1us");
    }

    public static StartDefinition ReadStart(Section spec, bool hasPlant, DefaultLog defaults)
    {
        var section = spec.ChildOrShort("start", "from");
        var from = defaults.Or(section, "from", section.Enumeration<StartKind>("from"), StartKind.Empty, "an empty plant, everything new and idle");
        if (from != StartKind.Empty && !hasPlant)
        {
            section.Error("from", $"a start from {EnumText.Of(from)} needs a plant; this document has a model of its own only");
        }

        var isUncertain = section.Flag("stateUncertainty");
        var start = new StartDefinition
        {
            From = from,
            Snapshot = ReadSnapshot(section, from),
            At = ReadInstant(section, from),
            StateUncertainty = from == StartKind.Empty ? false
                : defaults.Or(section, "stateUncertainty", isUncertain, true, "what is uncertain of the state is drawn anew for each replication"),
            StaleAfter = ReadAge(section, from, defaults),
        };
        if (from == StartKind.Empty && isUncertain == true)
        {
            section.Error("stateUncertainty", "nothing is uncertain of an empty plant; start from live or from a snapshot");
        }

        section.Close();
        return start;
    }

    /// <summary>The end of a replication, s; null with a finding.</summary>
    public static double? ReadHorizon(Section section, string key = "horizon") => section.Seconds(key, mayBeZero: false);

    /// <summary>A time or <c>mser5</c>; null when absent or wrong.</summary>
    public static WarmUpRule? ReadWarmUp(Section section, string key = "warmUp") =>
        section.Scalar(key, "a time") is { Value: Mser5 } ? WarmUpRule.Mser5
        : section.Seconds(key, mayBeZero: true) is { } seconds ? new WarmUpRule(WarmUpMethod.Given, seconds) : null;

    /// <summary>The warm-up, or what it is unless given.</summary>
    public static WarmUpRule ReadWarmUp(Section spec, AnalysisKind analysis, DefaultLog defaults)
    {
        var isLongRun = analysis == AnalysisKind.SteadyState;
        defaults.Note(
            spec, "warmUp", isLongRun ? Mser5 : "0s", isLongRun ? "the start-up is found from the data and left out" : "nothing is left out at the beginning");
        return ReadWarmUp(spec) ?? (isLongRun ? WarmUpRule.Mser5 : WarmUpRule.None);
    }

    private static string? ReadSnapshot(Section section, StartKind from)
    {
        if (from != StartKind.Snapshot)
        {
            section.Refuse("snapshot", "a snapshot is named with from: snapshot");
            return null;
        }

        section.Require("snapshot", "the id of the stored cut");
        return section.Id("snapshot");
    }

    private static DateTimeOffset? ReadInstant(Section section, StartKind from)
    {
        if (from != StartKind.Live)
        {
            section.Refuse("at", "a past instant is given with from: live");
            return null;
        }

        if (section.Scalar("at", "an instant") is not { } scalar)
        {
            return null;
        }

        var text = scalar.Value;
        var hasOffset = text.EndsWith('Z') || (text.Length > 6 && text[^3] == ':' && text[^6] is '+' or '-');
        if (hasOffset && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant))
        {
            return instant.ToUniversalTime();
        }

        section.Error("at", $"'{Wording.Shorten(text)}' is no instant: date, time and offset are expected, such as 2025-03-01T06:00:00Z or 2025-03-01T07:00:00+01:00");
        return null;
    }

    private static TimeSpan? ReadAge(Section section, StartKind from, DefaultLog defaults)
    {
        if (from == StartKind.Empty)
        {
            section.Refuse("staleAfter", "nothing is stale in an empty plant; start from live or from a snapshot");
            return null;
        }

        defaults.Note(section, "staleAfter", "as defined", "values are stale after their signal's own staleAfter");
        return section.Seconds("staleAfter", mayBeZero: false) is not { } seconds ? null
            : seconds <= DurationText.Max.TotalSeconds ? TimeSpan.FromSeconds(seconds) : DurationText.Max;
    }
}
