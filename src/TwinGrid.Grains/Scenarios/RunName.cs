namespace TwinGrid.Grains.Scenarios;

/// <summary>Resource names of runs: <c>plants/{plant}/runs/{run}</c>.</summary>
internal static class RunName
{
    public static string Of(string plant, string run) => $"plants/{plant}/runs/{run}";

    /// <exception cref="ArgumentException">It is none.</exception>
    public static (string Plant, string Run) Parse(string name) => name.Split('/') is ["plants", var plant, "runs", var run] && plant.Length > 0 && run.Length > 0
        ? (plant, run)
        : throw new ArgumentException($"'{name}' is no run; expected plants/{{plant}}/runs/{{run}}.", nameof(name));
}
