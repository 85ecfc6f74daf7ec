using System.Runtime.CompilerServices;
using TwinGrid.Model.Expressions;
using TwinGrid.Simulation.Flow.Parts;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Flow.Junctions;

/// <summary>What a router's structures say. Read once for a model.</summary>
internal sealed class RouterSettings
{
    private static readonly ConditionalWeakTable<ModuleArguments, RouterSettings> Known = [];

    /// <summary>Where products go.</summary>
    public Dictionary<string, string> ByProduct { get; } = new(StringComparer.Ordinal);

    /// <summary>Where parts go of which a condition holds; the first one counts.</summary>
    public List<(CompiledExpression When, string To)> Rules { get; } = [];

    public static RouterSettings Of(ModuleArguments arguments) => Known.GetValue(arguments, static a => Read(a, []));

    public static RouterSettings Read(ModuleArguments arguments, ICollection<ModelError> errors)
    {
        var settings = new RouterSettings();
        if (arguments.Has("products"))
        {
            var (value, scope) = arguments.Structure("products");
            var reader = new StructureReader(scope, errors);
            foreach (var (product, entry) in reader.Entries(value, "products"))
            {
                settings.ByProduct[product] = reader.Text(entry, $"products.{product}") ?? "";
            }
        }

        if (arguments.Has("rules"))
        {
            settings.ReadRules(arguments.Structure("rules"), errors);
        }

        return settings;
    }

    private void ReadRules(StructureArgument argument, ICollection<ModelError> errors)
    {
        var reader = new StructureReader(argument.Scope, errors);
        foreach (var item in reader.Items(argument.Value, "rules"))
        {
            if (reader.Map(item, "rules", "when", "to") is not { } map || reader.Text(map, "when", "rules") is not { } when || reader.Text(map, "to", "rules") is not { } to)
            {
                continue;
            }

            if (PartSymbols.CompileCondition(when, out var error) is { } condition)
            {
                Rules.Add((condition, to));
            }
            else
            {
                reader.Error(map["when"], $"rules.when: {error}");
            }
        }
    }
}
