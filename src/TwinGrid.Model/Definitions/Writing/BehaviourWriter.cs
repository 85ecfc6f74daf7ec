using System.Collections.Immutable;
using System.Globalization;
using TwinGrid.Model.Behaviours;

namespace TwinGrid.Model.Definitions.Writing;

/// <summary>Writes <c>behaviour</c> of an asset type.</summary>
internal sealed class BehaviourWriter(YamlText yaml)
{
    public void Write(BehaviourDefinition behaviour)
    {
        yaml.List("parameters", behaviour.Assembly.Parameters, WriteParameter);
        yaml.List("modules", behaviour.Assembly.Modules, WriteModule);
        yaml.List("connections", behaviour.Assembly.Connections, connection =>
        {
            yaml.Text("from", connection.From);
            yaml.Text("to", connection.To);
        });
        WriteTexts("ports", behaviour.Assembly.Ports);
        yaml.Number("unitsPerPart", behaviour.UnitsPerPart == 1 ? null : behaviour.UnitsPerPart);
        yaml.List("live", behaviour.Live, WriteLive);
    }

    private void WriteParameter(AssemblyParameter parameter)
    {
        yaml.Text("name", parameter.Name);
        yaml.Text("unit", parameter.Unit);
        yaml.Raw("default", ParameterText.Of(parameter.Default));
        if (parameter.Min is not null || parameter.Max is not null)
        {
            yaml.Section("range", () =>
            {
                yaml.Number("min", parameter.Min);
                yaml.Number("max", parameter.Max);
            });
        }
    }

    private void WriteModule(ModuleUse module)
    {
        yaml.Text("id", module.Id);
        yaml.Text("module", module.Version is { } version ? string.Create(CultureInfo.InvariantCulture, $"{module.Module}@{version}") : module.Module);
        if (!module.Parameters.IsEmpty)
        {
            yaml.Section("parameters", () =>
            {
                foreach (var (name, value) in module.Parameters)
                {
                    yaml.Raw(name, ParameterText.Of(value));
                }
            });
        }
    }

    private void WriteLive(LiveMapping live)
    {
        yaml.Text("state", live.State);
        yaml.Text("signal", live.Signal);
        yaml.Text("sinceChangeOf", live.SinceChangeOf);
        yaml.Text("expression", live.Expression);
        yaml.Text("unit", live.Expression is null ? null : live.Unit);
        WriteTexts("map", live.Map);
        yaml.Number("standardDeviation", live.StandardDeviation);
        if (live.Otherwise is { } otherwise)
        {
            yaml.Raw("otherwise", ParameterText.Of(otherwise));
        }
    }

    private void WriteTexts(string key, ImmutableSortedDictionary<string, string> texts)
    {
        if (texts.IsEmpty)
        {
            return;
        }

        yaml.Section(key, () =>
        {
            foreach (var (name, text) in texts)
            {
                yaml.Text(name, text);
            }
        });
    }
}
