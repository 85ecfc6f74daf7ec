using System.Collections.Immutable;
using TwinGrid.Model.Scenarios;
using TwinGrid.Model.Units;

namespace TwinGrid.Simulation.Hindcasts;

/// <summary>How a KPI is made of what signals of the plant did.</summary>
public sealed class KpiObservationPlan
{
    private readonly ObservedFigure take;
    private readonly ImmutableArray<UnitConversion> conversions;

    internal KpiObservationPlan(int kpi, ObservedFigure take, ImmutableArray<ObservedSignal> signals, ImmutableArray<UnitConversion> conversions)
    {
        Kpi = kpi;
        this.take = take;
        Signals = signals;
        this.conversions = conversions;
    }

    /// <summary>Index of the KPI in its experiment.</summary>
    public int Kpi { get; }

    /// <summary>What is wanted.</summary>
    public ImmutableArray<ObservedSignal> Signals { get; }

    /// <summary>The KPI, in its unit.</summary>
    /// <param name="figures">A figure for each signal.</param>
    public SignalFigure Compute(IReadOnlyList<SignalFigure> figures)
    {
        ArgumentNullException.ThrowIfNull(figures);
        if (figures.Count != Signals.Length)
        {
            throw new ArgumentException($"{figures.Count} figures for {Signals.Length} signals.", nameof(figures));
        }

        var (sum, known, samples) = (0.0, 1.0, 0L);
        for (var i = 0; i < figures.Count; i++)
        {
            sum += conversions[i].Convert(figures[i].Value);
            known = Math.Min(known, figures[i].KnownShare);
            samples += figures[i].Samples;
        }

        return new SignalFigure(take is ObservedFigure.Mean or ObservedFigure.Share ? sum / figures.Count : sum, known, samples);
    }
}
