using System.Collections.Immutable;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Definitions.Reading;

namespace TwinGrid.Model.Behaviours.Reading;

/// <summary>Reads <c>spec.behaviour</c> of an asset type: modules, connections, parameters and ports, and what the live signals say of their state.</summary>
internal static class BehaviourReader
{
    /// <summary>Reads it against the type's signals and parameters.</summary>
    public static BehaviourDefinition Read(Section section, AssetTypeDefinition type)
    {
        section.Require("modules", "a behaviour consists of modules");
        var assembly = AssemblyReader.Read(section, isWhole: true);
        if (section.Take("modules") is YamlSequence { Items.Count: 0 })
        {
            section.Error("modules", "at least one module is expected");
        }

        foreach (var parameter in assembly.Parameters.Where(p => type.Parameters.ContainsKey(p.Name)))
        {
            section.Error("parameters", $"'{parameter.Name}' is also a parameter of the type, which the modules can use as it is");
        }

        var modules = assembly.Modules.Select(m => m.Id).ToHashSet(StringComparer.Ordinal);
        var reader = new LiveMappingReader(type, modules);
        var live = ImmutableArray.CreateBuilder<LiveMapping>();
        var states = new IdRegister("state");
        foreach (var item in section.Children("live", DefinitionLimits.MaxAlarms))
        {
            if (reader.Read(item) is { } mapping && states.Add(item, "state", mapping.State))
            {
                live.Add(mapping);
            }
        }

        section.Close();
        return new BehaviourDefinition { Assembly = assembly, Live = live.ToImmutable() };
    }
}
