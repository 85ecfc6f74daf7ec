using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Behaviours.Equations;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Expressions;

namespace TwinGrid.Model.Tests.Behaviours;

public sealed class ModuleDocumentsTests
{
    private const string Tank = """
        apiVersion: twingrid/v1
        kind: Module
        metadata: {name: tank}
        spec:
          version: 2
          summary: Open tank with a hydrostatic outlet
          source: Torricelli's law
          parameters:
            - {name: area, unit: m2, default: 1, range: {above: 0, max: 100}, tunable: true, summary: Cross-section}
            - {name: hole, unit: cm2, default: 100}
            - {name: isOpen, type: boolean, default: true}
            - {name: h0, unit: m, default: 2}
          ports:
            - {name: inflow, unit: L/min, direction: in, default: 0}
            - {name: level, unit: m, direction: out}
            - {name: empty, type: boolean, direction: out, initial: false}
            - {name: a, kind: hydraulic}
          variables:
            - {name: h, unit: m, initial: h0, min: 0, nominal: 1}
            - {name: outflow, unit: m3/s}
            - {name: count, unit: "1", type: discrete, initial: 0}
          tables:
            - {name: shape, x: {unit: m, values: [0, 2]}, y: {unit: "%", values: [50, 100]}, ends: extrapolate}
          equations:
            - "der(h) = (inflow + a.q - outflow) / area * table(h, shape)"
            - outflow = if(isOpen, hole * sqrt(2 * 9.81 'm/s2' * max(h, 0)), 0)
            - level = h
            - a.p = 1 'bar' + 1000 'kg/m3' * 9.81 'm/s2' * h
          events:
            - {name: dry, when: h < 1 'mm', hysteresis: 1 'cm', set: {h: 0, empty: "true", count: count + 1}}
        """;

    [Fact]
    public void Hash_OtherWordsOrLayout_IsTheSame()
    {
        var hash = HashOf(Tank);
        Assert.Equal(64, hash.Length);
        Assert.Equal(hash, HashOf(Tank.Replace("Open tank", "Tank, open,", StringComparison.Ordinal).Replace("unit: cm2, default: 100", "default: 100, unit: cm2", StringComparison.Ordinal) + "# as built\n"));
        Assert.NotEqual(hash, HashOf(Tank.Replace("default: 100}", "default: 101}", StringComparison.Ordinal)));
        Assert.NotEqual(hash, HashOf(Tank.Replace("h < 1 'mm'", "h < 2 'mm'", StringComparison.Ordinal)));

        static string HashOf(string text) => Assert.Single(ModuleDocuments.Read(("tank.yaml", text)).Modules).Definition.Hash;
    }

    [Fact]
    public void Read_WholeModule_HasEveryPart()
    {
        var result = ModuleDocuments.Read(("tank.yaml", Tank));

        Assert.Empty(result.Diagnostics);
        var module = Assert.Single(result.Modules);
        var definition = module.Definition;
        Assert.Equal("tank@2", definition.ToString());
        Assert.Equal(new ParameterRange(0, 100, IsMinOpen: true), definition.Parameters[0].Range);
        Assert.True(definition.Parameters[0].IsTunable);
        Assert.Equal(new ConnectorPort("a", "hydraulic", new("p", "Pa"), new("q", "m3/s")), definition.Ports[3]);
        Assert.Equal(["h"], module.States);
        Assert.Equal(CurveEnds.Extrapolate, definition.Tables[0].Ends);
        Assert.Equal("m.s-1", module.Equations[0].Left.Unit.Code);
        Assert.Equal(["der(h)", "inflow", "a.q", "outflow", "area", "h"], module.Equations[0].Left.Inputs);
        Assert.Equal(4, module.Equations.Length);
        Assert.Equal(0.01, module.Events[0].Hysteresis!.Evaluate([]));
        Assert.Equal(3, module.Events[0].Set.Length);
    }

    [Fact]
    public void Evaluate_Equation_IsInCoherentUnits()
    {
        var module = ModuleDocuments.Read(("tank.yaml", Tank)).Modules[0];

        // hole 100 cm2 = 0.01 m2, given in SI as every input.
        var outflow = module.Equations[1].Right;
        Assert.Equal(["outflow", "isOpen", "hole", "h"], outflow.Inputs);
        Assert.Equal(0.01 * Math.Sqrt(2 * 9.81 * 2), outflow.Evaluate([0, 1, 0.01, 2]));
        Assert.Equal(0, outflow.Evaluate([0, 0, 0.01, 2]));
        Assert.Equal(1e5 + 1000 * 9.81, module.Equations[3].Right.Evaluate([0, 1]));
        Assert.Equal(0.75, module.Equations[0].Right.Evaluate([0, 1, 0, 0, 1, 1]));
    }

    [Theory]
    [InlineData("der(T) = (ambient - T) / tau", null)]
    [InlineData("der(T) = (20 'Cel' - T) / tau", null)]
    [InlineData("der(T) = ambient / tau", null)]
    [InlineData("der(T) = (ambient + T) / tau", null)]
    [InlineData("T + der(T) * tau = ambient", null)]
    [InlineData("T - ambient + der(T) * tau = ambient", "a temperature and a difference of temperatures don't go together")]
    [InlineData("der(T) * tau = ambient - 20", "a quantity in K and a plain number don't go together; a number with a unit is written 5 'kW'")]
    public void Read_Temperatures_AreAbsoluteInKelvins(string equation, string? error)
    {
        var result = ModuleDocuments.Read(("m.yaml", $$"""
            apiVersion: twingrid/v1
            kind: Module
            metadata: {name: m}
            spec:
              parameters: [{name: ambient, unit: Cel, default: 10}, {name: tau, unit: s, default: 1}]
              variables: [{name: T, unit: Cel, initial: 20}]
              equations:
                - {{equation}}
            """));

        if (error is not null)
        {
            Assert.Equal(error, result.Diagnostics.First(d => d.Severity == DiagnosticSeverity.Error).Message);
            return;
        }

        Assert.True(result.IsUsable, string.Join("; ", result.Diagnostics));
        Assert.Equal(293.15, result.Modules[0].Initials[0]!.Evaluate([]));
    }

    [Theory]
    [InlineData("parameters: [{name: 1a, unit: m}]", 5, 23, "'1a' can't be a name in equations")]
    [InlineData("parameters: [{name: time, unit: m}]", 5, 23, "'time' can't be a name in equations")]
    [InlineData("parameters: [{name: k}]", 5, 16, "'unit' is missing")]
    [InlineData("parameters: [{name: k, unit: m, type: boolean}]", 5, 32, "a boolean has no unit")]
    [InlineData("parameters: [{name: k, unit: m, default: 0, range: {above: 0}}]", 5, 44, "0 is not allowed: above 0 'm'")]
    [InlineData("parameters: [{name: k, unit: m, range: {min: 0, above: 0}}]", 5, 58, "'min' and 'above' together")]
    [InlineData("parameters: [{name: k, unit: m, range: {min: 2, max: 1}}]", 5, 56, "no number is at least 2 and at most 1")]
    [InlineData("parameters: [{name: k, unit: m, default: true}]", 5, 44, "a number is expected, not 'true'")]
    [InlineData("parameters: [{name: x, unit: m}]", 6, 22, "name 'x' is already defined")]
    [InlineData("parameters: [{name: k, unit: m, tunable: perhaps}]", 5, 44, "true or false is expected, not 'perhaps'")]
    [InlineData("parameters: [{name: k, unit: m, defualt: 3}]", 5, 35, "unknown key 'defualt'; did you mean 'default'?")]
    [InlineData("ports: [{name: p, unit: m}]", 5, 11, "'direction' is missing")]
    [InlineData("ports: [{name: p, unit: m, direction: out, default: 3}]", 5, 55, "an output is what the equations say")]
    [InlineData("ports: [{name: p, kind: termal}]", 5, 27, "'termal' is not known; did you mean 'thermal'?")]
    [InlineData("ports: [{name: p, kind: thermal, direction: in}]", 5, 47, "an acausal port has no direction")]
    [InlineData("ports: [{name: p, kind: thermal, potential: {name: T, unit: m}}]", 5, 63, "'m' can't be converted to 'K'")]
    [InlineData("ports: [{name: p, kind: odd, potential: {name: T, unit: m}, flow: {name: T, unit: m}}]", 5, 69, "potential and flow have the same name 'T'")]
    [InlineData("tables: [{name: t, x: {unit: m, values: [0, 0]}, y: {unit: m, values: [1, 2]}}]", 5, 25, "values of x must increase, but 0 follows 0")]
    [InlineData("tables: [{name: t, x: {unit: m, values: [0]}, y: {unit: m, values: [1]}}]", 5, 52, "1 values of x and 1 of y")]
    [InlineData("tables: [{name: t, x: {unit: m, values: [0, a]}, y: {unit: m, values: [1, 2]}}]", 5, 47, "a number is expected, not 'a'")]
    [InlineData("events: [{name: e, when: x, set: {x: 1}}]", 5, 28, "a condition is expected, not a quantity in m")]
    [InlineData("events: [{name: e, when: x < 1 'm', set: {y: 1}}]", 5, 48, "an event can't set 'y'")]
    [InlineData("events: [{name: e, when: x < 1 'm', set: {x: 1 's'}}]", 5, 48, "the result is a quantity in s, which can't be given in 'm'")]
    [InlineData("events: [{name: e, when: x < 1 'm' and x > 0, set: {x: 0}, hysteresis: 1 'm'}]", 5, 74, "hysteresis is for a condition that is one comparison")]
    [InlineData("events: [{name: e, when: x < 1 'm', set: {x: 0}, hysteresis: 1 's'}]", 5, 64, "hysteresis must measure what the condition compares")]
    [InlineData("events: [{name: e, set: {x: 0}}]", 5, 12, "'when' is missing")]
    [InlineData("source: \"\"", 5, 11, "text of 1 to 1024 characters")]
    public void Read_WrongPart_IsNamedWithItsPlace(string line, int lineNumber, int column, string message) =>
        AssertError(line, "der(x) = x / 1 's'", lineNumber, column, message);

    [Theory]
    [InlineData("der(x) = x", 9, 14, "a quantity in m.s-1 and a quantity in m don't go together")]
    [InlineData("der(x) = z / 1 's'", 9, 16, "unknown name 'z'")]
    [InlineData("der(x) == x / 1 's'", 9, 14, "'==' compares; an equation has '='")]
    [InlineData("der(x)", 9, 13, "an equation needs '='")]
    [InlineData("der(x) = x = 1", 9, 18, "an equation has one '='")]
    [InlineData("der(2 * x) = 0", 9, 7, "der takes the name of a variable")]
    [InlineData("der(y) = 0", 9, 11, "unknown name 'y'")]
    [InlineData("der(n) = 0", 9, 11, "'n' changes at events only")]
    [InlineData("x + der(z) = 0", 9, 15, "unknown name 'z'")]
    [InlineData("der(x) = 1 'm/s' * table(x, t)", 9, 35, "unknown table 't'")]
    [InlineData("der(x) = 1 'm/s' * table(x)", 9, 26, "table takes two arguments")]
    [InlineData("der(x) = if(x == 1 'm', 0, 1 'm/s')", 9, 21, "equal only by chance")]
    [InlineData("der(x) = noEvent(if(x < 1 'm', 0, 1 'm/s'), 2)", 9, 16, "noEvent takes 1 argument, not 2")]
    [InlineData("der(x) = noEvents(x) / 1 's'", 9, 16, "unknown function 'noEvents'; did you mean 'noEvent'?")]
    [InlineData("der(x) = sum(x)", 9, 16, "only KPIs have those")]
    public void Read_WrongEquation_IsNamedWithItsPlace(string equation, int line, int column, string message) =>
        AssertError("summary: s", equation, line, column, message);

    [Fact]
    public void Read_StateWithoutInitial_IsAnError()
    {
        var result = Read("summary: s", "der(w) = 1 'm/s'", "{name: w, unit: m}");

        Assert.Contains(result.Diagnostics, d => d.Message == "'w' has a derivative and so needs 'initial', its value at the start" && d.Line == 7);
        Assert.Empty(result.Modules);
    }

    [Fact]
    public void Read_PlantInstead_IsAnError()
    {
        var result = ModuleDocuments.Read(("p.yaml", "apiVersion: twingrid/v1\nkind: Plant\nmetadata: {name: p}\nspec: {}\n"));

        Assert.Equal("a Module is expected, not a Plant", Assert.Single(result.Diagnostics).Message);
    }

    [Fact]
    public void Read_UnusedParameter_IsAWarning()
    {
        var result = Read("parameters: [{name: k, unit: m, default: 1}]", "der(x) = 1 'm/s'");

        Assert.True(result.IsUsable);
        Assert.Equal("'k' is used nowhere", Assert.Single(result.Diagnostics).Message);
    }

    [Fact]
    public void ModuleText_Places_AreNoPartOfTheValue() =>
        Assert.Equal(new ModuleText("a = b", new SourcePlace("f", 1, 2, "p")), new ModuleText("a = b", SourcePlace.None));

    private static void AssertError(string line, string equation, int lineNumber, int column, string message)
    {
        var result = Read(line, equation);

        var error = result.Diagnostics.FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error && d.Message.Contains(message, StringComparison.Ordinal));
        Assert.True(error is not null, $"found: {string.Join("; ", result.Diagnostics)}");
        Assert.Equal((lineNumber, column), (error.Line, error.Column));
        Assert.Empty(result.Modules);
    }

    private static ModuleResult Read(string line, string equation, string variable = "{name: n, unit: \"1\", type: discrete, initial: 0}") => ModuleDocuments.Read(("m.yaml", $$"""
        apiVersion: twingrid/v1
        kind: Module
        metadata: {name: m}
        spec:
          {{line}}
          variables: [{name: x, unit: m, initial: 1}, {name: unused, unit: m},
            {{variable}}]
          equations:
            - {{equation}}
        """));
}
