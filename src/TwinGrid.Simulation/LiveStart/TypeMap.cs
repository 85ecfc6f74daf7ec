using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Names;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.LiveStart;

/// <summary>A type's <c>live:</c> map, read against its modules.</summary>
internal sealed class TypeMap
{
    private readonly Dictionary<string, List<MappingReader>> byModule = new(StringComparer.Ordinal);

    /// <summary>Reads the map.</summary>
    /// <param name="type">A type with a behaviour and a map.</param>
    /// <param name="modules">What the modules of the type's assembly are, by their id.</param>
    /// <param name="errors">Takes what is wrong.</param>
    public TypeMap(AssetTypeDefinition type, IReadOnlyDictionary<string, ModuleDescriptor> modules, ICollection<ModelError> errors)
    {
        foreach (var mapping in type.Behaviour!.Live)
        {
            if (ModelPath.Split(mapping.State, modules.ContainsKey) is not var (id, name))
            {
                errors.Add(new ModelError(mapping.Place, $"type '{type.Id}': '{mapping.State}' is no state of a module of its behaviour; there are {string.Join(", ", modules.Keys)}"));
                continue;
            }

            var states = modules[id].States;
            if (states.FirstOrDefault(one => one.Name == name) is { } state)
            {
                Add(id, new MappingReader(type, mapping, state, errors));
                continue;
            }

            var near = Suggestion.Nearest(name, states.Select(one => one.Name));
            errors.Add(new ModelError(
                mapping.Place,
                states.IsEmpty
                    ? $"type '{type.Id}': module '{modules[id].Name}' can't start in the middle of something; '{mapping.State}' can't be mapped"
                    : $"type '{type.Id}': module '{modules[id].Name}' has no state '{name}'; there are {string.Join(", ", states.Select(one => one.Name))}{(near is null ? "" : $". Did you mean '{near}'?")}"));
        }
    }

    /// <summary>What the map says of a module, in the order of the document; none when it says nothing.</summary>
    public IReadOnlyList<MappingReader> Of(string module) => byModule.GetValueOrDefault(module, []);

    /// <summary>Whether a level is told by a signal.</summary>
    public bool TellsLevelBy(string signal) => byModule.Values.Any(readers => readers.Any(reader => reader.IsLevel && reader.Uses(signal)));

    private void Add(string module, MappingReader reader)
    {
        if (!byModule.TryGetValue(module, out var readers))
        {
            byModule.Add(module, readers = []);
        }

        readers.Add(reader);
    }
}
