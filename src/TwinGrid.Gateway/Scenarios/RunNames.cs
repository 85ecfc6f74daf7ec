using TwinGrid.Gateway.Errors;
using TwinGrid.Model.Names;

namespace TwinGrid.Gateway.Scenarios;

/// <summary>Names of runs and cuts.</summary>
internal static class RunNames
{
    private const string RunForm = "plants/{plant}/runs/{run}";
    private const string CutForm = "plants/{plant}/cuts/{64 hex digits}";
    private const string PlantForm = "plants/{plant}";

    /// <summary>Name of a run; "" for none.</summary>
    public static string Run(string plant, string run) => run.Length == 0 ? "" : $"plants/{plant}/runs/{run}";

    /// <summary>Name of a cut; "" for none.</summary>
    public static string Cut(string plant, string hash) => hash.Length == 0 ? "" : $"plants/{plant}/cuts/{hash}";

    /// <summary>Reads a run's name.</summary>
    /// <exception cref="RefusalException">INVALID_NAME.</exception>
    public static (string Plant, string Run) ParseRun(string name, string field) =>
        name.Split('/') is ["plants", var plant, "runs", var run] && Identifier.IsValid(plant) && Identifier.IsValid(run)
            ? (plant, run)
            : throw Refusal.InvalidName(field, name, RunForm);

    /// <summary>Reads a cut's name.</summary>
    /// <exception cref="RefusalException">INVALID_NAME.</exception>
    public static (string Plant, string Hash) ParseCut(string name, string field) =>
        name.Split('/') is ["plants", var plant, "cuts", var hash] && Identifier.IsValid(plant) && hash.Length == 64 && hash.All(char.IsAsciiHexDigitLower)
            ? (plant, hash)
            : throw Refusal.InvalidName(field, name, CutForm);

    /// <summary>Reads a plant's name.</summary>
    /// <exception cref="RefusalException">INVALID_NAME.</exception>
    public static string ParsePlant(string name, string field) =>
        name.Split('/') is ["plants", var plant] && Identifier.IsValid(plant) ? plant : throw Refusal.InvalidName(field, name, PlantForm);
}
