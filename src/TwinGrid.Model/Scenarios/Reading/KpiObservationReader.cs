using System.Collections.Immutable;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Behaviours.Reading;
using TwinGrid.Model.Definitions.Reading;

namespace TwinGrid.Model.Scenarios.Reading;

/// <summary>Reads <c>observed</c> of a KPI: <c>{signal: asset.signal, take: increase}</c>. What signals a plant has is checked when the plan is made.</summary>
internal static class KpiObservationReader
{
    private const int MaxSignals = 1_000;

    public static KpiObservation? Read(Section kpi)
    {
        if (kpi.Child("observed") is not { } section)
        {
            return null;
        }

        section.Require("take", "what is taken of the signal?");
        var take = section.Enumeration<ObservedFigure>("take");
        var observation = new KpiObservation { Signals = ReadSignals(section), Take = take ?? ObservedFigure.Mean, Values = ReadValues(section, take), Place = section.Place() };
        section.Close();
        return take is null || observation.Signals.IsEmpty ? null : observation;
    }

    private static ImmutableArray<string> ReadSignals(Section section)
    {
        if (section.Has("signal") == section.Has("signals"))
        {
            section.Error("signal", "one of 'signal', asset.signal, and 'signals', a list of them, says what is observed");
            return [];
        }

        if (section.Has("signal"))
        {
            return section.Scalar("signal", "asset.signal") is { } scalar && IsSignal(section, "signal", scalar.Value) ? [scalar.Value] : [];
        }

        var signals = ImmutableArray.CreateBuilder<string>();
        foreach (var (node, _) in section.Items("signals", MaxSignals))
        {
            var text = node is YamlScalar scalar ? scalar.Value : "";
            if (!IsSignal(section, "signals", text))
            {
                return [];
            }

            signals.Add(text);
        }

        if (signals.Count == 0)
        {
            section.Error("signals", "at least one asset.signal is expected");
        }

        return signals.ToImmutable();
    }

    private static bool IsSignal(Section section, string key, string text)
    {
        if (ModelPath.IsValid(text) && text.Contains('.', StringComparison.Ordinal))
        {
            return true;
        }

        section.Error(key, $"asset.signal is expected, not '{Wording.Shorten(text)}'");
        return false;
    }

    private static ImmutableArray<string> ReadValues(Section section, ObservedFigure? take)
    {
        if (take != ObservedFigure.Share)
        {
            section.Refuse("values", "values count for take: share");
            return [];
        }

        section.Require("values", "in which values is the time to be counted, such as [Execute]?");
        return [.. section.Items("values", MaxSignals).Select(item => item.Item).OfType<YamlScalar>().Select(scalar => scalar.Value)];
    }
}
