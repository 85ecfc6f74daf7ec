using System.Collections.Immutable;
using System.Globalization;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Definitions.Reading;
using TwinGrid.Model.Names;

namespace TwinGrid.Model.Behaviours.Reading;

/// <summary>Reads modules with their connections and parameters: the keys of <c>behaviour</c> and of <c>model</c>.</summary>
internal static class AssemblyReader
{
    private const int MaxModules = 10_000;
    private const int MaxConnections = 100_000;

    /// <summary>Reads the keys; the section is closed by who owns it.</summary>
    /// <param name="section">The section.</param>
    /// <param name="isWhole">Whether ports of other things than these modules can't be meant.</param>
    public static Assembly Read(Section section, bool isWhole)
    {
        var parameters = AssemblyParameterReader.Read(section);
        var modules = ReadModules(section);
        var ids = modules.Select(m => m.Id).ToHashSet(StringComparer.Ordinal);
        return new Assembly
        {
            Parameters = parameters,
            Modules = modules,
            Connections = ReadConnections(section, isWhole ? ids : null),
            Ports = ReadPorts(section, ids),
        };
    }

    /// <summary>A path of the form <c>module.name</c> whose module is known; null, with a finding, otherwise.</summary>
    /// <param name="section">The section.</param>
    /// <param name="key">The key.</param>
    /// <param name="modules">Ids of the modules; null = it may be that of something else.</param>
    /// <param name="name">What stands after the dot, for messages.</param>
    public static string? ModulePath(Section section, string key, IReadOnlySet<string>? modules, string name)
    {
        if (section.Scalar(key, $"module.{name}") is not { } scalar)
        {
            return null;
        }

        if (WhatIsWrong(scalar.Value, modules, name) is not { } why)
        {
            return scalar.Value;
        }

        section.Error(key, why);
        return null;
    }

    private static string? WhatIsWrong(string path, IReadOnlySet<string>? modules, string name)
    {
        if (ModelPath.Split(path, id => modules?.Contains(id) ?? true) is not null)
        {
            return null;
        }

        var dot = path.IndexOf('.', StringComparison.Ordinal);
        return dot <= 0 || dot == path.Length - 1
            ? $"'{Wording.Shorten(path)}' is not of the form module.{name}"
            : $"there is no module '{Wording.Shorten(path[..dot])}'{Wording.DidYouMean(path[..dot], modules!)}";
    }

    private static ImmutableArray<ModuleUse> ReadModules(Section section)
    {
        var modules = ImmutableArray.CreateBuilder<ModuleUse>();
        var ids = new IdRegister("module");
        foreach (var item in section.Children("modules", MaxModules))
        {
            item.Require("id");
            var id = item.Id("id");
            item.Require("module", "the name of a behaviour module, such as machine or machine@1");
            var (name, version) = ReadName(item);
            var parameters = SettingReader.Read(item, "parameters");
            item.Close();
            if (id is not null && name is not null && ids.Add(item, "id", id))
            {
                modules.Add(new ModuleUse(id, name, version, parameters) { Place = item.Place() });
            }
        }

        return modules.ToImmutable();
    }

    /// <summary><c>machine</c> or <c>machine@1</c>.</summary>
    private static (string? Name, int? Version) ReadName(Section item)
    {
        if (item.Scalar("module", "a module's name") is not { } scalar)
        {
            return (null, null);
        }

        var at = scalar.Value.IndexOf('@', StringComparison.Ordinal);
        var name = at < 0 ? scalar.Value : scalar.Value[..at];
        var version = 0;
        if (Identifier.IsValid(name) && (at < 0 || int.TryParse(scalar.Value.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out version)))
        {
            return (name, at < 0 ? null : version);
        }

        item.Error("module", $"'{Wording.Shorten(scalar.Value)}' is no module: a name, or a name and its major version such as machine@1, is expected");
        return (null, null);
    }

    private static ImmutableArray<ModuleConnection> ReadConnections(Section section, HashSet<string>? modules)
    {
        var connections = ImmutableArray.CreateBuilder<ModuleConnection>();
        var seen = new HashSet<(string, string)>();
        foreach (var item in section.Children("connections", MaxConnections))
        {
            item.Require("from");
            var from = ModulePath(item, "from", modules, "port");
            item.Require("to");
            var to = ModulePath(item, "to", modules, "port");
            item.Close();
            if (from is null || to is null)
            {
                continue;
            }

            if (from == to)
            {
                item.Error("to", $"'{to}' is connected to itself");
            }
            else if (!seen.Add((from, to)))
            {
                item.Error("from", $"'{from}' and '{to}' are connected twice");
            }
            else
            {
                connections.Add(new ModuleConnection(from, to) { Place = item.Place() });
            }
        }

        return connections.ToImmutable();
    }

    private static ImmutableSortedDictionary<string, string> ReadPorts(Section section, HashSet<string> modules)
    {
        var ports = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, node, path) in section.Entries("ports", DefinitionLimits.MaxAlarms))
        {
            var why = !Identifier.IsValid(name.Value) ? $"'{Wording.Shorten(name.Value)}' is no port: {Identifier.Rule}"
                : node is not YamlScalar { IsNull: false } scalar ? $"module.port is expected, not {Wording.Kind(node)}"
                : WhatIsWrong(scalar.Value, modules, "port");
            if (why is not null)
            {
                section.Bag.Add(DiagnosticSeverity.Error, section.File, node, path, why);
            }
            else
            {
                ports[name.Value] = ((YamlScalar)node).Value;
            }
        }

        return ports.ToImmutable();
    }
}
