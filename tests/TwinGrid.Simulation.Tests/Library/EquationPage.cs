using System.Globalization;
using System.Text;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Behaviours.Equations;
using TwinGrid.Simulation.Hybrid;

namespace TwinGrid.Simulation.Tests.Library;

/// <summary>The reference of modules of equations, from their documents.</summary>
internal static class EquationPage
{
    private const string Introduction = """
        # Modules of equations

        The continuous modules that come with TwinGrid, each a document of kind `Module` as [your own](modelling.md#your-own-equations) would be, below `src/TwinGrid.Simulation/Library`. This page is written by the
        tests of `TwinGrid.Simulation`; a test fails when it is out of date.

        Numbers are in the unit given, or in any other unit of the same quantity when they carry one. Parameters marked *tunable* may be changed by interventions, rules and timed settings while a replication runs.
        Ports are inputs and outputs, which are connected from an output to an input, or *connectors*: what is joined has equal potentials, and the flows into it add up to 0. An input with a default may stay
        unconnected. All ports and variables are KPIs by their name (`tank.level`, `tank.spilled.final`), connectors by potential and flow (`tank.outlet.p`), and events count how often they happen (`tank.filled`).
        *States* start at the value in the table, and can be started from live signals, as can what is true or false.

        """;

    public static string Render(IEnumerable<EquationModule> modules)
    {
        // Modules with the same equations for other units stand under the shortest name.
        var groups = modules.GroupBy(m => string.Join('\n', m.Module.Definition.Equations.Select(e => e.Text)) is { Length: > 0 } text ? text : m.Descriptor.Name)
            .Select(g => g.OrderBy(m => m.Descriptor.Name.Length).ThenBy(m => m.Descriptor.Name, StringComparer.Ordinal).ToList()).ToList();
        var page = new StringBuilder(Introduction);
        page.Append("\n| module | what it is |\n|---|---|\n");
        groups.ForEach(g => page.Append($"| [{string.Join(", ", g.Select(m => $"`{m.Descriptor.Name}`"))}](#{g[0].Descriptor.Name}) | {First(g[0].Module.Definition.Summary)} |\n"));
        groups.ForEach(g => Render(page, g[0].Module, g));
        return page.ToString();
    }

    private static void Render(StringBuilder page, CheckedModule module, List<EquationModule> alike)
    {
        var definition = module.Definition;
        page.Append($"\n## {definition.Name}\n\n{Sentence(definition.Summary)}\n");
        if (alike.Count > 1)
        {
            page.Append($"\nFor other units of what comes in: {string.Join(", ", alike.Skip(1).Select(m => $"`{m.Descriptor.Name}` ({m.Descriptor.Ports[0].Unit})"))}.\n");
        }

        page.Append($"\nSource: {Sentence(definition.Source)}\n");
        Table(page, "parameter | unit | default | range | meaning", definition.Parameters.Select(p => $"`{p.Name}`{(p.IsTunable ? ", tunable" : "")} | {Unit(p.IsBoolean, p.Unit)} | {Default(p)} | {Range(p)} | {p.Summary}"));
        Table(page, "port | passes | unit | meaning", definition.Ports.Select(p => $"`{p.Name}` | {Passes(p)} | {Unit(p)} | {p.Summary}"));
        Table(page, "variable | unit | at the start | meaning", definition.Variables.Select(v => $"`{v.Name}`{(module.States.Contains(v.Name) ? ", state" : "")} | {Unit(v.Kind == VariableKind.Boolean, v.Unit)} | {Initial(v.Initial)} | {v.Summary}"));
        if (!definition.Equations.IsEmpty)
        {
            page.Append($"\n```text\n{string.Join('\n', definition.Equations.Select(e => e.Text))}\n```\n");
        }

        Table(page, "event | when | sets", definition.Events.Select(e => $"`{e.Name}` | `{e.When.Text}` | {string.Join(", ", e.Set.Select(s => $"`{s.Variable}` to `{s.Value.Text}`"))}"));
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

    private static string First(string summary) => summary.Split([':', ';', '.'], 2)[0];

    private static string Sentence(string text) => text.EndsWith('.') ? text : $"{text}.";

    private static string Unit(bool isBoolean, string unit) => isBoolean ? "" : unit;

    private static string Unit(ModulePort port) => port switch
    {
        SignalPort signal => Unit(signal.IsBoolean, signal.Unit),
        ConnectorPort connector => $"{connector.Potential.Name} in {connector.Potential.Unit}, {connector.Flow.Name} in {connector.Flow.Unit}",
        _ => "",
    };

    private static string Passes(ModulePort port) => port switch
    {
        SignalPort { IsOutput: true } signal => signal.IsBoolean ? "true or false out" : "out",
        SignalPort signal => $"{(signal.IsBoolean ? "true or false in" : "in")}{(signal.Default is { } value ? $", {Value(signal.IsBoolean, value)} unless connected" : ", required")}",
        ConnectorPort connector => $"{connector.Kind} connector",
        _ => "",
    };

    private static string Initial(ParameterValue? value) => value switch
    {
        NumberValue number => number.Value.ToString(CultureInfo.InvariantCulture),
        BooleanValue flag => flag.Value ? "true" : "false",
        TextValue text => $"`{text.Text}`",
        _ => "",
    };

    private static string Default(ModuleParameter parameter) => parameter.Default is { } value ? Value(parameter.IsBoolean, value) : "required";

    private static string Value(bool isBoolean, double value) => isBoolean ? value != 0 ? "true" : "false" : value.ToString(CultureInfo.InvariantCulture);

    private static string Range(ModuleParameter parameter) => parameter.IsBoolean || parameter.Range == ParameterRange.All ? "" : parameter.Range.ToString();
}
