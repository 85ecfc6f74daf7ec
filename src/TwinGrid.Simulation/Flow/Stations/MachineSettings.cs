using System.Runtime.CompilerServices;
using TwinGrid.Simulation.Distributions;
using TwinGrid.Simulation.Flow.Parts;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Flow.Stations;

/// <summary>What a machine's parameters say. Read once for a model, used by all replications.</summary>
internal sealed record MachineSettings
{
    private static readonly ConditionalWeakTable<ModuleArguments, MachineSettings> Known = [];

    /// <summary>Operation time by product, s; a part's routing goes first.</summary>
    public required ProductMap<Distribution> Service { get; init; }

    /// <summary>Changeover times; null = none.</summary>
    public SetupTimes? Setup { get; init; }

    /// <summary>Failures; null = never.</summary>
    public FailureSettings? Failure { get; init; }

    /// <summary>Ages all the time that it is not stopped by failure or maintenance, not only while it works on a part.</summary>
    public bool AgesAlways { get; init; }

    /// <summary>An urgent part interrupts the work on a less urgent one.</summary>
    public bool IsPreemptive { get; init; }

    /// <summary>What was done to an interrupted part is lost.</summary>
    public bool RepeatsPreempted { get; init; }

    /// <summary>The end of a shift waits for the part in work.</summary>
    public bool FinishesPart { get; init; }

    /// <summary>Defective parts leave the plant here.</summary>
    public bool ScrapsDefects { get; init; }

    /// <summary>What comes out is good or not by this operation alone: rework.</summary>
    public bool RestoresQuality { get; init; }

    /// <summary>Electric power by phase, W.</summary>
    public double[] PowerWatts { get; init; } = new double[MachinePhases.Count];

    /// <summary>The settings that arguments say; they were checked before.</summary>
    public static MachineSettings Of(ModuleArguments arguments) => Known.GetValue(arguments, static a => Read(a, []));

    /// <summary>Reads the arguments and notes what is wrong with them.</summary>
    public static MachineSettings Read(ModuleArguments arguments, ICollection<ModelError> errors) => new()
    {
        Service = ReadService(arguments, errors),
        Setup = SetupTimes.Read(arguments, errors),
        Failure = arguments.Has("timeToFailure") ? FailureSettings.Read(arguments) : null,
        AgesAlways = arguments.Text("failureClock") == "calendar",
        IsPreemptive = arguments.Text("preemption") != "none",
        RepeatsPreempted = arguments.Text("preemption") == "repeat",
        FinishesPart = arguments.Text("shiftEnd") == "finish",
        ScrapsDefects = arguments.Flag("scrap"),
        RestoresQuality = arguments.Flag("restores"),
        PowerWatts = ReadPower(arguments, errors),
    };

    private static ProductMap<Distribution> ReadService(ModuleArguments arguments, ICollection<ModelError> errors)
    {
        var laws = new Dictionary<string, Distribution>(StringComparer.Ordinal);
        if (arguments.Has("serviceByProduct"))
        {
            var (value, scope) = arguments.Structure("serviceByProduct");
            var reader = new StructureReader(scope, errors);
            foreach (var (product, entry) in reader.Entries(value, "serviceByProduct"))
            {
                if (reader.Law(entry, "s", $"serviceByProduct.{product}") is { } law)
                {
                    laws[product] = law;
                }
            }
        }

        return new ProductMap<Distribution>(laws, arguments.Has("service") ? arguments.Law("service") : null);
    }

    private static double[] ReadPower(ModuleArguments arguments, ICollection<ModelError> errors)
    {
        var watts = new double[MachinePhases.Count];
        if (arguments.Has("power"))
        {
            var (value, scope) = arguments.Structure("power");
            var reader = new StructureReader(scope, errors);
            if (reader.Map(value, "power", MachinePhases.Names.AsSpan()) is { } map)
            {
                for (var i = 0; i < watts.Length; i++)
                {
                    watts[i] = reader.Number(map, MachinePhases.Names[i], "W", "power", 0, 0) ?? 0;
                }
            }
        }

        return watts;
    }
}

/// <summary>How a machine fails and is repaired.</summary>
internal sealed record FailureSettings
{
    /// <summary>Life, s of the time that counts.</summary>
    public required Distribution TimeToFailure { get; init; }

    /// <summary>Repair without waiting, s.</summary>
    public required Distribution TimeToRepair { get; init; }

    /// <summary>The work on the part begins anew after the repair.</summary>
    public bool Repeats { get; init; }

    /// <summary>The part in work is lost.</summary>
    public bool Scraps { get; init; }

    /// <summary>A repair makes it work again, not new.</summary>
    public bool IsMinimal { get; init; }

    public static FailureSettings Read(ModuleArguments arguments) => new()
    {
        TimeToFailure = arguments.Law("timeToFailure"),
        TimeToRepair = arguments.Law("timeToRepair"),
        Repeats = arguments.Text("afterFailure") == "repeat",
        Scraps = arguments.Text("afterFailure") == "scrap",
        IsMinimal = arguments.Flag("minimalRepair"),
    };
}
