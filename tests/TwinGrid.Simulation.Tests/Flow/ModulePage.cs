using System.Globalization;
using System.Text;
using TwinGrid.Model.Behaviours;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Tests.Flow;

/// <summary>The reference of modules, from their descriptors.</summary>
internal static class ModulePage
{
    private const string Introduction = """
        # Modules of discrete flow

        Every parameter, port, figure and state of the modules that [Discrete flow](flow.md) explains. This page is written by the tests of
        `TwinGrid.Simulation`; a test fails when it is out of date. Numbers are in the unit given, or in any other unit of the same quantity when they
        carry one. Parameters marked *tunable* may be changed by interventions while a replication runs.

        """;

    public static string Render(IEnumerable<ModuleDescriptor> descriptors)
    {
        var page = new StringBuilder(Introduction);
        foreach (var descriptor in descriptors)
        {
            page.Append($"\n## {descriptor.Name}\n\n{descriptor.Summary}\n");
            if (descriptor.Source.Length > 0)
            {
                page.Append($"\nSource: {descriptor.Source}.\n");
            }

            Table(page, "parameter | kind | unit | default | meaning", descriptor.Parameters.Select(p => $"`{p.Name}` | {Kind(p)} | {p.Unit} | {Default(p)} | {p.Summary}{Range(p)}"));
            Table(page, "port | passes | unit | meaning", descriptor.Ports.Select(p => $"`{p.Name}` | {Passes(p)} | {p.Unit} | {p.Summary}"));
            Table(page, "figure | unit | meaning", descriptor.Observables.Select(o => $"`{o.Name}` | {o.Unit} | {o.Summary}"));
            Table(page, "state | unit | meaning", descriptor.States.Select(s => $"`{s.Name}` | {s.Unit} | {s.Summary}{(s.Phases.IsDefaultOrEmpty ? "" : $": {string.Join(", ", s.Phases)}")}"));
        }

        return page.ToString();
    }

    private static void Table(StringBuilder page, string heads, IEnumerable<string> rows)
    {
        var lines = rows.ToList();
        if (lines.Count > 0)
        {
            page.Append($"\n| {heads} |\n|{string.Concat(heads.Split('|').Select(_ => "---|"))}\n");
            lines.ForEach(line => page.Append($"| {line} |\n"));
        }
    }

    private static string Kind(ParameterDescriptor parameter) =>
        (parameter.Kind == ParameterKind.Choice ? string.Join(", ", parameter.Choices.Select(c => $"`{c}`")) : Words(parameter.Kind)) + (parameter.IsTunable ? ", tunable" : "");

    private static string Words(ParameterKind kind) => kind switch
    {
        ParameterKind.NumberList => "numbers",
        ParameterKind.ReferenceList => "ids of modules",
        ParameterKind.Reference => "id of a module",
        ParameterKind.Integer => "whole number",
        ParameterKind.Flag => "true or false",
        _ => kind.ToString().ToLowerInvariant(),
    };

    private static string Default(ParameterDescriptor parameter) => parameter.Default switch
    {
        NumberValue number => number.Value.ToString(CultureInfo.InvariantCulture),
        TextValue { Text.Length: 0 } => "\"\"",
        TextValue text => text.Text,
        BooleanValue flag => flag.Value ? "true" : "false",
        ListValue => "[]",
        _ => parameter.IsOptional ? "" : "required",
    };

    private static string Range(ParameterDescriptor parameter)
    {
        string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
        return (parameter.Min, parameter.Max) switch
        {
            ({ } min, { } max) => $" ({Text(min)} to {Text(max)})",
            ({ } min, null) => $" (at least {Text(min)})",
            (null, { } max) => $" (at most {Text(max)})",
            _ => "",
        };
    }

    private static string Passes(PortDescriptor port) =>
        $"{(port.Kind == PortKind.Material ? "parts" : "a signal")} {(port.Direction == PortDirection.In ? "in" : "out")}{(port.IsOptional ? "" : ", required")}";
}
