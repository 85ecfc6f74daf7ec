using System.Collections.Immutable;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.Tests.Partitions;

/// <summary>A plant with pumps and fillers for tests of queries, figures and watches.</summary>
internal static class TestPlant
{
    public static readonly AssetTypeDefinition Pump = new()
    {
        Id = "pump",
        DisplayName = "Pump",
        Signals =
        [
            new SignalDefinition { Id = "speed", DisplayName = "Speed", Unit = "/min", StaleAfter = TimeSpan.FromSeconds(10) },
            new SignalDefinition { Id = "motor.current", DisplayName = "Current", Unit = "A", Deadband = 0.5 },
            new SignalDefinition { Id = "running", DisplayName = "Running", Type = SignalType.Boolean },
        ],
        Parameters = ImmutableSortedDictionary<string, ParameterDefinition>.Empty.Add("rated", new ParameterDefinition("rated", "kW", 5, null, null)),
    };

    public static readonly AssetTypeDefinition Filler = new()
    {
        Id = "filler",
        DisplayName = "Filler",
        Signals =
        [
            new SignalDefinition
            {
                Id = "state", DisplayName = "State", Type = SignalType.Enumeration, Symbols = [new("Running", 1), new("Starved", 2), new("Down", 5)],
            },
            new SignalDefinition { Id = "good", DisplayName = "Good", Type = SignalType.Integer },
            new SignalDefinition { Id = "content", DisplayName = "Content", Type = SignalType.Integer },
            new SignalDefinition { Id = "recipe", DisplayName = "Recipe", Type = SignalType.String },
        ],
        Production = new ProductionDefinition
        {
            StateSignal = "state",
            StateClasses = ImmutableSortedDictionary<string, StateClass>.Empty
                .Add("Running", StateClass.Running).Add("Starved", StateClass.Starved).Add("Down", StateClass.Down),
            GoodCounter = "good",
            IdealCycle = TimeSpan.FromSeconds(2),
            WorkInProcess = "content",
        },
    };

    /// <summary>Lines by id, each with its partition and entries.</summary>
    public static PlantDefinition Of(params (string Line, int Partition, AssetDefinition[] Assets)[] lines) => new()
    {
        Id = "p",
        DisplayName = "Plant",
        Partitions = lines.Max(line => line.Partition) + 1,
        Types = ImmutableSortedDictionary<string, AssetTypeDefinition>.Empty.Add("pump", Pump).Add("filler", Filler),
        Lines = [.. lines.Select(line => new LineDefinition { Id = line.Line, DisplayName = line.Line, Partition = line.Partition, Assets = [.. line.Assets] })],
    };

    public static AssetDefinition Asset(string id, string type, params (string Key, string Value)[] labels) => new()
    {
        Id = id,
        Type = type,
        Labels = labels.ToImmutableSortedDictionary(label => label.Key, label => label.Value, StringComparer.Ordinal),
    };

    public static AssetDefinition Range(string pattern, string type, int count) => new() { Id = pattern, Type = type, From = 1, To = count };
}
