namespace TwinGrid.Grains.Scenarios;

/// <summary>Bounds of scenarios and experiments.</summary>
public sealed class ScenarioOptions
{
    /// <summary>Threads of this silo that run replications, all runs together; 0 = one fewer than there are processors, at least one.</summary>
    public int Workers { get; set; }

    /// <summary>Folder of plug-ins with behaviour modules written in C#; "" = none. All silos need the same ones.</summary>
    public string Plugins { get; set; } = "";

    /// <summary>Runs that may go on at a time in a plant; one more is refused.</summary>
    public int MaxActiveRuns { get; set; } = 16;

    /// <summary>Runs that are over and kept in a plant; the oldest go first.</summary>
    public int KeptRuns { get; set; } = 1_000;

    /// <summary>How long a silo may be silent before others do its replications.</summary>
    public TimeSpan SilentAfter { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often finished replications are kept, so that they are not lost with a silo.</summary>
    public TimeSpan KeepEvery { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often a silo looks for runs that should go on and that nobody drives.</summary>
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromSeconds(30);
}
