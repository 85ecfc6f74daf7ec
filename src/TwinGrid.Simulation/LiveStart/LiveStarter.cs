using System.Collections.Immutable;
using System.Globalization;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Cuts;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.LiveStart;

/// <summary>
/// Reads a cut as the start of replications: what the signals of each asset say of its modules, by the <c>live:</c> map of its type. Refuses where a type has no map. What the
/// cut knows of phases goes along without being mapped: how long the part in work is in work, how long a repair lasts, how long a machine ran since it was down.
/// </summary>
public sealed class LiveStarter
{
    /// <summary>Monday 1970-01-05, s since 1970.</summary>
    private const double FirstMonday = 4 * 86_400;

    private readonly ExperimentPlan plan;
    private readonly PlantDefinition plant;
    private readonly PlantCut cut;
    private readonly LiveFindings findings = new();
    private readonly List<ModelError> errors = [];
    private readonly Dictionary<string, PlannedModule> modules;

    private LiveStarter(ExperimentPlan plan, PlantDefinition plant, PlantCut cut)
    {
        this.plan = plan;
        this.plant = plant;
        this.cut = cut;
        modules = plan.Arms[0].Model.Modules.ToDictionary(module => module.Path, StringComparer.Ordinal);
    }

    /// <summary>The start of a plan.</summary>
    /// <param name="plan">The plan, with any start.</param>
    /// <param name="plant">The plant that its model is made of.</param>
    /// <param name="cut">Where the plant is.</param>
    /// <param name="hash">Hash of the cut.</param>
    public static LiveStartResult Read(ExperimentPlan plan, PlantDefinition plant, PlantCut cut, string hash)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(plant);
        ArgumentNullException.ThrowIfNull(cut);
        var starter = new LiveStarter(plan, plant, cut);
        var assets = starter.Read();
        return new LiveStartResult(
            starter.errors.Count > 0 ? null : new LiveState(hash, assets, plan.Document.Start.StateUncertainty, CalendarSeconds(cut), starter.findings.Sentences()), [.. starter.errors.Distinct()]);
    }

    private static double CalendarSeconds(PlantCut cut) => (cut.AtNs / (double)Nanoseconds.PerSecond) - FirstMonday;

    private List<LiveAsset> Read()
    {
        var read = new List<LiveAsset>();
        var lines = plan.Document.Lines;
        var assets = plant.Lines.Where(line => lines.IsEmpty || lines.Contains(line.Id)).SelectMany(line => line.Assets)
            .Where(asset => plant.Types[asset.Type].Behaviour is not null).ToLookup(asset => asset.Type, StringComparer.Ordinal);
        foreach (var type in plant.Types.Values)
        {
            var ids = assets[type.Id].SelectMany(asset => asset.EnumerateIds()).ToList();
            if (ids.Count > 0 && MapOf(type, ids) is { } map)
            {
                read.AddRange(ids.Select(id => Read(type, map, id)).OfType<LiveAsset>());
            }
        }

        FindShort(read.SelectMany(asset => asset.Components).Where(component => component.HasLevel));
        var told = read.SelectMany(asset => asset.Components).Select(component => component.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var module in plan.Arms[0].Model.Modules.Where(module => !told.Contains(module.Path) && module.Type.Descriptor.States.Any(state => IsMissed(module, state))))
        {
            findings.Fresh(module.Path);
        }

        return read;
    }

    /// <summary>Arms whose buffers hold less than those of others may not hold what is there.</summary>
    private void FindShort(IEnumerable<LiveComponent> buffers)
    {
        foreach (var buffer in buffers)
        {
            foreach (var arm in plan.Arms)
            {
                if (buffer.CapacityIn(arm.Model) is var capacity && buffer.Level > capacity)
                {
                    findings.Repaired(string.Create(
                        CultureInfo.InvariantCulture, $"live start: '{buffer.Path}' starts with {capacity:0.##} parts instead of {buffer.Level:0.##} in arm '{arm.Name}': it holds 0 to {capacity} there"));
                }
            }
        }
    }

    private TypeMap? MapOf(AssetTypeDefinition type, List<string> ids)
    {
        var descriptors = type.Behaviour!.Assembly.Modules
            .Where(use => modules.ContainsKey($"{ids[0]}.{use.Id}"))
            .ToDictionary(use => use.Id, use => modules[$"{ids[0]}.{use.Id}"].Type.Descriptor, StringComparer.Ordinal);
        if (!type.Behaviour.Live.IsEmpty)
        {
            return new TypeMap(type, descriptors, errors);
        }

        var states = descriptors.SelectMany(one => one.Value.States.Select(state => $"{one.Key}.{state.Name}")).ToList();
        if (states.Count > 0)
        {
            errors.Add(new ModelError(
                type.Behaviour.Assembly.Modules[0].Place,
                $"asset type '{type.Id}' ({ids.Count} assets, such as '{ids[0]}') has no 'behaviour.live' map, so nothing can start live with it; " +
                $"map signals ({string.Join(", ", type.Signals.Select(signal => signal.Id))}) to states ({string.Join(", ", states)}), or start from empty"));
        }

        return null;
    }

    private static bool IsMissed(PlannedModule module, StateDescriptor state) => !state.HasParameter && (state.Needs is null || module.Arguments.Has(state.Needs));

    private LiveAsset? Read(AssetTypeDefinition type, TypeMap map, string id)
    {
        if (cut.Find(id) is not { } asset)
        {
            errors.Add(new ModelError(SourcePlace.None, $"the cut has no asset '{id}'; it was taken of {(cut.Lines.IsEmpty ? "all lines" : $"lines {string.Join(", ", cut.Lines)}")} under another definition"));
            return null;
        }

        var signals = new SignalReading(cut, asset, type, plan.Document.Start, findings);
        var components = new List<LiveComponent>();
        foreach (var use in type.Behaviour!.Assembly.Modules)
        {
            var path = $"{id}.{use.Id}";
            if (map.Of(use.Id) is { Count: > 0 } readers && modules.TryGetValue(path, out var module))
            {
                components.Add(Read(type, module, readers, signals));
            }
        }

        // The count that tells a level itself has nothing to put it right by.
        var (workInProcess, deviation) = type.Production?.WorkInProcess is { } counted && !map.TellsLevelBy(counted) ? signals.Count(counted) : (double.NaN, 0);
        var units = type.Behaviour.UnitsPerPart;
        return new PartsBalance(id, components, findings).Repair(workInProcess / units, deviation / units);
    }

    private LiveComponent Read(AssetTypeDefinition type, PlannedModule module, IReadOnlyList<MappingReader> readers, SignalReading signals)
    {
        var component = new LiveComponent(module.Path);
        component.Capacity = plan.Arms.Max(arm => component.CapacityIn(arm.Model));

        foreach (var reader in readers)
        {
            if (reader.Read(module.Path, signals, findings, errors) is { } reading)
            {
                component.Set(reading);
            }
        }

        // What production keeps of the state goes along with a phase that comes from it.
        var states = module.Type.Descriptor.States;
        if (type.Production?.StateSignal is { } state && readers.Any(reader => reader.Path.EndsWith(".phase", StringComparison.Ordinal) && reader.Signal == state))
        {
            SetKnown(component, states, "elapsed", signals.InWork());
            SetKnown(component, states, "age", signals.Age());
        }

        return component;
    }

    private static void SetKnown(LiveComponent component, ImmutableArray<StateDescriptor> states, string name, double seconds)
    {
        if (double.IsFinite(seconds) && !component.Has(name) && states.Any(state => state.Name == name && state.Unit == "s"))
        {
            component.Set(new LiveReading(name, null, seconds, 0, false));
        }
    }
}
