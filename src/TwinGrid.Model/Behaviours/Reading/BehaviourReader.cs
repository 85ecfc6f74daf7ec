using System.Collections.Immutable;
using System.Globalization;
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

        var unitsPerPart = UnitsPerPart(section);
        section.Close();
        return new BehaviourDefinition { Assembly = assembly, UnitsPerPart = unitsPerPart, Live = live.ToImmutable() };
    }

    private static double UnitsPerPart(Section section)
    {
        if (section.Number("unitsPerPart") is not { } units)
        {
            return 1;
        }

        if (units is > 0 and < double.PositiveInfinity)
        {
            return units;
        }

        section.Error("unitsPerPart", string.Create(CultureInfo.InvariantCulture, $"a number above 0 is expected, not {units}: the units that one part of the simulation stands for"));
        return 1;
    }
}
