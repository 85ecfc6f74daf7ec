using TwinGrid.Contracts.Twins;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.Aggregates;

/// <summary>
/// What was produced in a window, and the built-in KPIs of it (ISO 22400-2): availability = running / planned time, performance = total count x
/// ideal cycle / running time, quality = good / total count, OEE = their product. A plant's window is the sum of its lines', so that a line counts
/// by its planned time, its running time and its output.
/// </summary>
internal struct ProductionWindow
{
    private double running;
    private double planned;
    private double known;
    private double length;
    private double good;
    private double total;
    private double idealSeconds;
    private double energyKilowattHours;
    private double perHour;
    private bool hasAsset;
    private bool lacksIdealCycle;
    private long startNs;
    private long endNs;

    /// <summary>Adds a line's window.</summary>
    /// <param name="from">Reading at its start.</param>
    /// <param name="to">Reading at its end.</param>
    /// <param name="idealCycle">Ideal time for one unit; null = performance is not computed.</param>
    public void Add(in ProductionReading from, in ProductionReading to, TimeSpan? idealCycle)
    {
        startNs = startNs == 0 ? from.TimeNs : Math.Min(startNs, from.TimeNs);
        endNs = Math.Max(endNs, to.TimeNs);
        energyKilowattHours += to.EnergyKilowattHours - from.EnergyKilowattHours;
        if (to.Asset.Length == 0)
        {
            return;
        }

        hasAsset = true;
        var units = to.Good - from.Good + to.Rejected - from.Rejected;
        var seconds = (to.TimeNs - from.TimeNs) / (double)Nanoseconds.PerSecond;
        running += to.Running - from.Running;
        planned += to.Planned - from.Planned;
        known += to.Planned - from.Planned + to.PlannedStop - from.PlannedStop;
        length += seconds;
        good += to.Good - from.Good;
        total += units;
        perHour += seconds > 0 ? (to.Good - from.Good) / seconds * 3_600 : 0;
        idealSeconds += units * (idealCycle?.TotalSeconds ?? 0);
        lacksIdealCycle |= idealCycle is null;
    }

    /// <summary>The built-in KPIs, in the order of <see cref="BuiltInKpi.All"/>.</summary>
    /// <param name="unitsInProcess">Units now in the assets; NaN when no type tells.</param>
    public readonly IReadOnlyList<KpiValue> Kpis(double unitsInProcess)
    {
        var noAsset = hasAsset ? null : "no asset counts for production: no type has a good counter or a state signal";
        var (availability, whyA) = Ratio(running, planned, noAsset, "no planned time is known in the window");
        var (performance, whyP) = Ratio(
            idealSeconds, running, noAsset ?? (lacksIdealCycle ? "a type gives no ideal cycle" : null), "nothing was running in the window");
        var (quality, whyQ) = Ratio(good, total, noAsset, "nothing was produced in the window");
        var window = this;
        return
        [
            Kpi("availability", availability, whyA),
            Kpi("performance", performance, whyP),
            Kpi("quality", quality, whyQ),
            Kpi("oee", availability * performance * quality, whyA ?? whyP ?? whyQ),
            Kpi("throughput", length > 0 ? perHour : double.NaN, noAsset ?? (length > 0 ? null : "the window has only begun")),
            Kpi("wip", unitsInProcess, double.IsNaN(unitsInProcess) ? "no asset tells the units in it" : null),
            Kpi("energy", energyKilowattHours, null),
        ];

        KpiValue Kpi(string id, double value, string? reason) => window.Value(id, BuiltInKpi.Find(id)!.Unit, value, reason);
    }

    /// <summary>A KPI over this window.</summary>
    public readonly KpiValue Value(string id, string unit, double value, string? reason)
    {
        var coverage = length > 0 ? Math.Clamp(known / length, 0, 1) : 0;
        return new KpiValue(id, unit, reason is null ? value : double.NaN, reason, startNs, endNs, coverage);
    }

    private static (double Value, string? Why) Ratio(double part, double whole, string? noAsset, string whenZero) =>
        noAsset is not null ? (double.NaN, noAsset) : whole > 0 ? (part / whole, null) : (double.NaN, whenZero);
}
