using TwinGrid.Contracts.Definitions;
using TwinGrid.Contracts.Twins;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Names;
using TwinGrid.V1;

namespace TwinGrid.Gateway.Twins;

/// <summary>Turns figures of lines and plants into answers.</summary>
internal static class AggregateMapper
{
    private static readonly Contracts.Twins.Aggregate Nothing = new();

    /// <summary>A plant with its lines; figures are empty for what is not open.</summary>
    public static Plant MapPlant(DefinitionVersion version, PlantFigures? figures)
    {
        var definition = version.Definition;
        var plant = new Plant
        {
            Name = new ResourceName(definition.Id).ToString(),
            DisplayName = definition.DisplayName,
            Aggregate = Map(figures?.Plant ?? Nothing),
            DefinitionHash = definition.Hash,
            DefinitionVersion = version.Version,
            Partitions = (uint)definition.Partitions,
        };
        foreach (var line in definition.Lines)
        {
            plant.Lines.Add(MapLine(definition.Id, line, figures));
        }

        return plant;
    }

    /// <summary>A line.</summary>
    public static Line MapLine(string plant, LineDefinition line, PlantFigures? figures) => new()
    {
        Name = new ResourceName(plant, line.Id).ToString(),
        DisplayName = line.DisplayName,
        Aggregate = Map(figures?.Lines.GetValueOrDefault(line.Id) ?? Nothing),
    };

    private static V1.Aggregate Map(Contracts.Twins.Aggregate figures)
    {
        var aggregate = new V1.Aggregate
        {
            Assets = (uint)figures.Assets,
            ActiveAlarms = (uint)figures.ActiveAlarms,
            UnacknowledgedAlarms = (uint)figures.UnacknowledgedAlarms,
            StaleAssets = (uint)figures.StaleAssets,
            ComputedAt = figures.ComputedAtNs,
        };
        foreach (var (state, count) in figures.States)
        {
            aggregate.States.Add(new StateCount { State = state, Count = (uint)count });
        }

        foreach (var kpi in figures.Kpis)
        {
            aggregate.Kpis.Add(new Kpi
            {
                Name = kpi.Id,
                Unit = kpi.Unit,
                Value = kpi.Value,
                Reason = kpi.Reason ?? "",
                WindowStart = kpi.WindowStartNs,
                WindowEnd = kpi.WindowEndNs,
                Coverage = kpi.Coverage,
            });
        }

        return aggregate;
    }
}
