using System.Collections.Immutable;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Names;
using TwinGrid.Model.Samples;
using TwinGrid.Model.Scenarios;
using TwinGrid.Model.Units;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Hindcasts;

/// <summary>Which signals of the plant tell what then happened to the KPIs of an experiment.</summary>
public sealed class ObservationPlan
{
    private ObservationPlan(ImmutableArray<KpiObservationPlan> kpis) => Kpis = kpis;

    /// <summary>KPIs that the plant tells something of, in the order of the document.</summary>
    public ImmutableArray<KpiObservationPlan> Kpis { get; }

    /// <summary>The plan of an experiment; empty when no KPI says how it is observed.</summary>
    /// <param name="plan">The experiment.</param>
    /// <param name="plant">The plant.</param>
    /// <param name="errors">Takes what is wrong.</param>
    public static ObservationPlan Of(ExperimentPlan plan, PlantDefinition plant, ICollection<ModelError> errors)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(plant);
        ArgumentNullException.ThrowIfNull(errors);
        var types = plant.Lines.SelectMany(line => line.Assets)
            .SelectMany(assets => assets.EnumerateIds().Select(id => KeyValuePair.Create(id, plant.Types[assets.Type])))
            .ToDictionary(StringComparer.Ordinal);
        var kpis = ImmutableArray.CreateBuilder<KpiObservationPlan>();
        for (var k = 0; k < plan.Kpis.Length; k++)
        {
            if (plan.Kpis[k].Definition.Observed is { } observed)
            {
                kpis.Add(Of(k, plan.Kpis[k], observed, types, errors));
            }
        }

        return new ObservationPlan(kpis.ToImmutable());
    }

    private static KpiObservationPlan Of(
        int index, KpiPlan kpi, KpiObservation observed, Dictionary<string, AssetTypeDefinition> types, ICollection<ModelError> errors)
    {
        var signals = ImmutableArray.CreateBuilder<ObservedSignal>();
        var conversions = ImmutableArray.CreateBuilder<UnitConversion>();
        foreach (var path in observed.Signals)
        {
            if (Find(path, types, out var wrong) is not var (asset, signal))
            {
                errors.Add(Error(kpi, observed, wrong));
            }
            else if (signal.Type == SignalType.String)
            {
                errors.Add(Error(kpi, observed, $"'{path}' is a text"));
            }
            else if (ConversionOf(observed.Take, signal, kpi) is not { } conversion)
            {
                errors.Add(Error(kpi, observed, $"{EnumName(observed.Take)} of '{path}' is in '{UnitOf(observed.Take, signal)}', and the KPI in '{kpi.Unit}'"));
            }
            else
            {
                var values = NumbersOf(path, signal, kpi, observed, errors);
                signals.Add(new ObservedSignal(asset, signal.Id, observed.Take, values, signal.StaleAfter?.TotalSeconds ?? double.PositiveInfinity));
                conversions.Add(conversion);
            }
        }

        return new KpiObservationPlan(index, observed.Take, signals.ToImmutable(), conversions.ToImmutable());
    }

    private static (string Asset, SignalDefinition Signal)? Find(string path, Dictionary<string, AssetTypeDefinition> types, out string wrong)
    {
        wrong = "";
        if (ModelPath.Split(path, types.ContainsKey) is not var (asset, name))
        {
            var near = Suggestion.Nearest(path[..path.LastIndexOf('.')], types.Keys);
            wrong = $"the plant has no asset of '{path}'{(near is null ? "" : $"; did you mean '{near}'?")}";
            return null;
        }

        var signals = types[asset].Signals;
        if (signals.FirstOrDefault(one => one.Id == name) is { } signal)
        {
            return (asset, signal);
        }

        var alike = Suggestion.Nearest(name, signals.Select(one => one.Id));
        wrong = $"asset '{asset}' has no signal '{name}'{(alike is null ? "" : $"; did you mean '{alike}'?")}";
        return null;
    }

    private static ImmutableArray<double> NumbersOf(string path, SignalDefinition signal, KpiPlan kpi, KpiObservation observed, ICollection<ModelError> errors)
    {
        var numbers = ImmutableArray.CreateBuilder<double>();
        foreach (var value in observed.Values)
        {
            if (signal.Symbols.FirstOrDefault(symbol => symbol.Symbol == value) is { } known)
            {
                numbers.Add(known.Number);
            }
            else if (signal.Type == SignalType.Boolean && value is "true" or "false")
            {
                numbers.Add(value == "true" ? 1 : 0);
            }
            else
            {
                var allowed = signal.Type == SignalType.Boolean ? ["true", "false"] : signal.Symbols.Select(symbol => symbol.Symbol).ToArray();
                errors.Add(Error(kpi, observed, allowed.Length == 0
                    ? $"'{path}' is a number, whose time in a value is no figure; take a signal of type enumeration or boolean"
                    : $"'{path}' has no value '{value}'; there are {string.Join(", ", allowed)}"));
            }
        }

        return numbers.ToImmutable();
    }

    private static UnitConversion? ConversionOf(ObservedFigure take, SignalDefinition signal, KpiPlan kpi) =>
        !UnitConversion.TryCreate(Unit.Parse(UnitOf(take, signal)), Unit.Parse(kpi.Unit), out var conversion) ? null
        : take is ObservedFigure.Increase ? new UnitConversion(conversion.Factor, 0)
        : conversion;

    private static string UnitOf(ObservedFigure take, SignalDefinition signal) => take switch
    {
        ObservedFigure.Rate => signal.Unit == "1" ? "/s" : $"({signal.Unit})/s",
        ObservedFigure.Total => signal.Unit == "1" ? "s" : $"({signal.Unit}).s",
        ObservedFigure.Share => "1",
        _ => signal.Unit,
    };

    private static string EnumName(ObservedFigure take) => take.ToString().ToLowerInvariant();

    private static ModelError Error(KpiPlan kpi, KpiObservation observed, string what) => new(observed.Place, $"KPI '{kpi.Definition.Id}', observed: {what}");
}
