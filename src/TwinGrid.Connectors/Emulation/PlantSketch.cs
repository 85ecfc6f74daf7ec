namespace TwinGrid.Connectors.Emulation;

/// <summary>What an emulator needs to know of a plant, read from its definition.</summary>
/// <param name="Id">Plant id.</param>
/// <param name="Types">Asset types by id.</param>
/// <param name="Assets">Assets in the order of the definition.</param>
/// <param name="MaterialFlows">From an asset to the next one.</param>
internal sealed record PlantSketch(
    string Id, IReadOnlyDictionary<string, TypeSketch> Types, IReadOnlyList<AssetSketch> Assets, IReadOnlyList<(string From, string To)> MaterialFlows);

/// <summary>An asset type: its measured signals, default parameters, and the ideal time a piece.</summary>
internal sealed record TypeSketch(
    string Id, IReadOnlyList<SignalSketch> Signals, IReadOnlyDictionary<string, double> Parameters, TimeSpan? IdealCycle);

/// <summary>A measured signal.</summary>
internal sealed record SignalSketch(string Id, string Type, string Unit, double? Min, double? Max, IReadOnlyDictionary<string, int> Symbols);

/// <summary>An asset.</summary>
internal sealed record AssetSketch(
    string Id, string Line, string Type, string? PartOf, IReadOnlyDictionary<string, string> Labels, IReadOnlyDictionary<string, double> Parameters);
