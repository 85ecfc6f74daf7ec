using System.Collections.Immutable;
using TwinGrid.Model.Behaviours.Reading;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Definitions.Reading;

namespace TwinGrid.Model.Behaviours.Equations;

/// <summary>Reads one document of kind Module and checks its equations.</summary>
internal static class ModuleReader
{
    private const int MaxEntries = 1_024;
    private const int MaxSource = 1_024;

    /// <summary>The module; null, with findings, when it is wrong.</summary>
    public static CheckedModule? Read(Document document)
    {
        var spec = document.Spec;
        var errorsBefore = spec.Bag.ErrorCount;
        var names = new IdRegister("name");
        var definition = new ModuleDefinition
        {
            Name = document.Name,
            Version = (int)(spec.Whole("version", 1, int.MaxValue) ?? 1),
            Summary = spec.Text("summary") ?? "",
            Source = spec.Text("source", MaxSource) ?? "",
            Parameters = ReadAll(spec, "parameters", names, ParameterReader.Read, p => p.Name),
            Ports = ReadAll(spec, "ports", names, PortReader.Read, p => p.Name),
            Variables = ReadAll(spec, "variables", names, VariableReader.Read, v => v.Name),
            Tables = ReadAll(spec, "tables", names, TableReader.Read, t => t.Name),
            Equations = ReadEquations(spec),
            Events = ReadAll(spec, "events", new IdRegister("event"), EventReader.Read, e => e.Name),
            Surrogate = spec.Child("surrogate") is { } surrogate ? SurrogateReader.Read(surrogate) : SurrogateSettings.None,
            Hash = ModuleHash.Of(document),
            Place = new SourcePlace(spec.File, spec.Node.Line, spec.Node.Column, spec.Path),
        };
        spec.Close();
        var module = new ModuleCheck(definition, spec).Run();
        return spec.Bag.ErrorCount == errorsBefore ? module : null;
    }

    /// <summary>A name that equations can use; null, with a finding, when it is none.</summary>
    public static string? Word(Section section, string key)
    {
        section.Require(key);
        if (section.Scalar(key, "a name") is not { } scalar)
        {
            return null;
        }

        if (ModuleWord.IsValid(scalar.Value))
        {
            return scalar.Value;
        }

        section.Error(key, $"'{Wording.Shorten(scalar.Value)}' can't be a name in equations: {ModuleWord.Rule}");
        return null;
    }

    public static SourcePlace PlaceOf(Section section) => new(section.File, section.Node.Line, section.Node.Column, section.Path);

    private static ImmutableArray<T> ReadAll<T>(Section spec, string key, IdRegister names, Func<Section, T?> read, Func<T, string> nameOf)
        where T : class
    {
        var all = ImmutableArray.CreateBuilder<T>();
        foreach (var section in spec.Children(key, MaxEntries))
        {
            var one = read(section);
            section.Close();
            if (one is not null && names.Add(section, "name", nameOf(one)))
            {
                all.Add(one);
            }
        }

        return all.ToImmutable();
    }

    private static ImmutableArray<ModuleText> ReadEquations(Section spec)
    {
        var all = ImmutableArray.CreateBuilder<ModuleText>();
        foreach (var (item, path) in spec.Items("equations", MaxEntries))
        {
            if (item is YamlScalar { Value.Length: > 0 } scalar)
            {
                all.Add(new ModuleText(scalar.Value.TrimEnd(), ExpressionFindings.PlaceOf(spec.File, scalar, path)));
            }
            else
            {
                spec.Bag.Add(
                    DiagnosticSeverity.Error, spec.File, item, path,
                    $"an equation such as der(x) = -x / tau is expected, not {Wording.Kind(item)}; one that holds ': ' or begins with a bracket needs quotes");
            }
        }

        return all.ToImmutable();
    }
}
