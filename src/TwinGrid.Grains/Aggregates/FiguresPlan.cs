using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.Aggregates;

/// <summary>What figures a definition asks for, worked out once a definition.</summary>
internal sealed class FiguresPlan
{
    /// <summary>Plans a plant's figures.</summary>
    public FiguresPlan(PlantDefinition definition)
    {
        Definition = definition;
        Lines = [.. definition.Lines.Select(line => new LinePlan(line, definition))];
        LineNumbers = Lines.Select((line, number) => (line.Definition.Id, number))
            .ToDictionary(pair => pair.Id, pair => (ushort)pair.number, StringComparer.Ordinal);
        PlantKpis = [.. definition.Kpis.Select(kpi => KpiExpression.Compile(kpi, definition.Types))];
        Signals = [.. Lines.SelectMany(line => line.Kpis).Concat(PlantKpis).SelectMany(kpi => kpi.Inputs)
            .Where(input => input.Function is not null).Select(input => (input.Type!, input.Signal!)).Distinct()];
    }

    /// <summary>The definition.</summary>
    public PlantDefinition Definition { get; }

    /// <summary>Its lines, in order.</summary>
    public IReadOnlyList<LinePlan> Lines { get; }

    /// <summary>Place of each line by its id.</summary>
    public IReadOnlyDictionary<string, ushort> LineNumbers { get; }

    /// <summary>KPIs of the plant itself.</summary>
    public IReadOnlyList<KpiExpression> PlantKpis { get; }

    /// <summary>Signals that KPIs aggregate: type and signal id.</summary>
    public IReadOnlyList<(string Type, string Signal)> Signals { get; }
}

/// <summary>What figures a line asks for.</summary>
internal sealed class LinePlan
{
    /// <summary>Plans a line's figures.</summary>
    public LinePlan(LineDefinition line, PlantDefinition plant)
    {
        Definition = line;
        Kpis = [.. line.Kpis.Select(kpi => KpiExpression.Compile(kpi, plant.Types))];
        (Asset, var type) = CountingAsset(line, plant);
        IdealCycle = type?.Production?.IdealCycle;
        var state = type?.Signals.FirstOrDefault(signal => signal.Id == type.Production?.StateSignal);
        StateHoldNs = state?.StaleAfter is { } after ? Nanoseconds.From(after) : long.MaxValue;
    }

    /// <summary>The line.</summary>
    public LineDefinition Definition { get; }

    /// <summary>Its KPIs by expression.</summary>
    public IReadOnlyList<KpiExpression> Kpis { get; }

    /// <summary>Id of the asset whose states and output count as the line's; empty = none.</summary>
    public string Asset { get; }

    /// <summary>Ideal time for one unit of that asset.</summary>
    public TimeSpan? IdealCycle { get; }

    /// <summary>For how long that asset's state is believed after it was last heard of.</summary>
    public long StateHoldNs { get; }

    /// <summary>The bottleneck that the line names; else the last asset whose type counts good units, else the last that has states.</summary>
    private static (string Asset, AssetTypeDefinition? Type) CountingAsset(LineDefinition line, PlantDefinition plant)
    {
        foreach (var entry in line.Assets)
        {
            if (line.Bottleneck is { } named && entry.EnumerateIds().Contains(named))
            {
                return (named, plant.Types.GetValueOrDefault(entry.Type));
            }
        }

        foreach (var wanted in new Func<ProductionDefinition, string?>[] { production => production.GoodCounter, production => production.StateSignal })
        {
            foreach (var entry in line.Assets.Reverse())
            {
                if (plant.Types.GetValueOrDefault(entry.Type) is { Production: { } production } type && wanted(production) is not null)
                {
                    return (entry.EnumerateIds().Last(), type);
                }
            }
        }

        return ("", null);
    }
}
