using TwinGrid.Model.Behaviours.Equations;
using TwinGrid.Simulation.Equations;
using static TwinGrid.Simulation.Tests.Equations.Modules;

namespace TwinGrid.Simulation.Tests.Equations;

public sealed class FlatteningTests
{
    private static readonly CheckedModule Source = Read("source", "parameters: [{name: v, unit: V, default: 12}]\nports: [{name: p, kind: electrical}, {name: n, kind: electrical}]\n" +
        "equations: [p.v - n.v = v, p.i + n.i = 0]");

    private static readonly CheckedModule Ground = Read("ground", "ports: [{name: p, kind: electrical}]\nequations: [p.v = 0]");

    private static readonly CheckedModule Resistor = Read("resistor", "parameters: [{name: r, unit: Ohm}]\nports: [{name: p, kind: electrical}, {name: n, kind: electrical}]\n" +
        "equations: [p.v - n.v = r * p.i, p.i + n.i = 0]");

    private static readonly CheckedModule Capacitor = Read("capacitor", "parameters: [{name: c, unit: F}]\nports: [{name: p, kind: electrical}, {name: n, kind: electrical}]\n" +
        "variables: [{name: v, unit: V, initial: 0}]\nequations: [v = p.v - n.v, p.i = c * der(v), p.i + n.i = 0]");

    private static readonly CheckedModule Diode = Read("diode", "parameters: [{name: i0, unit: A, default: 1e-9}, {name: vt, unit: V, default: 0.025}]\n" +
        "ports: [{name: p, kind: electrical}, {name: n, kind: electrical}]\nequations: [p.i = i0 * (exp((p.v - n.v) / vt) - 1), p.i + n.i = 0]");

    [Fact]
    public void Build_LadderOfResistors_IsSolvedExactly()
    {
        // 12 V on 1 Ohm in series with (2 Ohm parallel to (3 + 4) Ohm): 2||7 = 14/9, total 23/9, i = 108/23 A.
        var model = Build(
            [Use("u", Source), Use("g", Ground), Use("r1", Resistor, ("r", 1)), Use("r2", Resistor, ("r", 2)), Use("r3", Resistor, ("r", 3)), Use("r4", Resistor, ("r", 4))],
            "u.n > g.p", "u.p > r1.p", "r1.n > r2.p", "r1.n > r3.p", "r3.n > r4.p", "r2.n > g.p", "r4.n > g.p");
        var run = Start(model);

        Assert.Equal(-108.0 / 23, run.ValueAt(0, "u.p.i"), 1e-13);
        Assert.Equal(24.0 / 23, run.ValueAt(0, "r4.p.i"), 1e-13);
        Assert.Equal(168.0 / 23, run.ValueAt(0, "r2.p.v"), 1e-13);
        Assert.Equal(run.ValueAt(0, "r2.p.v"), run.ValueAt(0, "r1.n.v"));
    }

    [Fact]
    public void Build_RcCircuit_ChargesAsTheClosedFormSays()
    {
        var model = Build(
            [Use("u", Source), Use("g", Ground), Use("r", Resistor, ("r", 1000)), Use("c", Capacitor, ("c", 1e-3))],
            "u.n > g.p", "u.p > r.p", "r.n > c.p", "c.n > g.p");
        var run = Start(model);

        foreach (var t in new[] { 0.1, 0.5, 1, 3 })
        {
            Assert.Equal(12 * (1 - Math.Exp(-t)), run.ValueAt(t, "c.v"), 1e-8);
            Assert.Equal(0.012 * Math.Exp(-t), run.ValueAt(t, "r.p.i"), 1e-10);
        }
    }

    [Fact]
    public void Build_TwoCapacitorsThroughAResistor_KeepTheCharge()
    {
        var module = Read("charged", "parameters: [{name: c, unit: F}, {name: v0, unit: V}]\nports: [{name: p, kind: electrical}, {name: n, kind: electrical}]\n" +
            "variables: [{name: v, unit: V, initial: v0}]\nequations: [v = p.v - n.v, p.i = c * der(v), p.i + n.i = 0]");
        var model = Build(
            [Use("g", Ground), Use("a", module, ("c", 2), ("v0", 9)), Use("b", module, ("c", 1), ("v0", 0)), Use("r", Resistor, ("r", 5))],
            "a.p > r.p", "r.n > b.p", "a.n > g.p", "b.n > g.p");
        var run = Start(model);
        var tau = 5 * 2.0 / 3;

        Assert.Equal(6 * (1 - Math.Exp(-2 / tau)), run.ValueAt(2, "b.v"), 1e-8);
        Assert.Equal(18, (2 * run.ValueAt(2, "a.v")) + run.ValueAt(2, "b.v"), 1e-8);
    }

    [Fact]
    public void Build_SignalsOfDifferentUnits_AreConverted()
    {
        var pump = Read("pump", "ports: [{name: flow, unit: L/min, direction: out}]\nequations: [\"flow = 60 'L/min'\"]");
        var tank = Read("tank", "ports: [{name: inflow, unit: m3/h, direction: in}]\nvariables: [{name: volume, unit: m3, initial: 0}]\nequations: [der(volume) = inflow]");
        var run = Start(Build([Use("pump", pump), Use("tank", tank)], "pump.flow > tank.inflow"));

        Assert.Equal(0.1, run.ValueAt(100, "tank.volume"), 1e-12);
        Assert.Equal(run.System.Model.Handle("pump.flow"), run.System.Model.Handle("tank.inflow"));
    }

    [Fact]
    public void Build_NonlinearLoop_FulfilsItsEquations()
    {
        var model = Build([Use("u", Source, ("v", 5)), Use("g", Ground), Use("r", Resistor, ("r", 100)), Use("d", Diode)], "u.n > g.p", "u.p > r.p", "r.n > d.p", "d.n > g.p");
        var system = EquationSystem.Create(model);
        system.Initialise();

        Assert.Null(system.Settle(0));
        double i = system[model.Handle("d.p.i")], v = system[model.Handle("d.p.v")];
        Assert.Equal(5, (100 * i) + v, 1e-12);
        Assert.Equal(1e-9 * (Math.Exp(v / 0.025) - 1), i, 1e-12);
    }

    [Fact]
    public void Build_CausalLoop_IsSolved()
    {
        // y = 0.5 u + 1 joined with u = 0.5 y + 1: both 2.
        var half = Read("half", "ports: [{name: u, unit: \"1\", direction: in}, {name: y, unit: \"1\", direction: out}]\nequations: [y = 0.5 * u + 1]");
        var run = Start(Build([Use("a", half), Use("b", half)], "a.y > b.u", "b.y > a.u"));

        Assert.Equal(2, run.ValueAt(0, "a.y"), 1e-15);
        Assert.Equal(2, run.ValueAt(0, "a.u"), 1e-15);
    }

    [Fact]
    public void Build_ModuleJoinedToItself_IsSolved()
    {
        var half = Read("half", "ports: [{name: u, unit: \"1\", direction: in}, {name: y, unit: \"1\", direction: out}]\nequations: [y = 0.5 * u + 1]");

        Assert.Equal(2, Start(Build([Use("a", half)], "a.y > a.u")).ValueAt(0, "a.y"), 1e-15);
    }

    [Fact]
    public void Build_LinearLoopWithoutSolution_NamesItsVariables()
    {
        var one = Read("one", "parameters: [{name: k, unit: \"1\"}]\nports: [{name: u, unit: \"1\", direction: in}, {name: y, unit: \"1\", direction: out}]\nequations: [y = k * u + 1]");
        var run = new EquationRun(Build([Use("a", one, ("k", 1)), Use("b", one, ("k", 1))], "a.y > b.u", "b.y > a.u"), Tight);

        Assert.False(run.Start(0));
        Assert.Equal("At t = 0 s the equations that determine b.y, a.y together have no or many solutions.", run.Failure);
    }

    [Fact]
    public void Build_NonlinearLoopWithoutSolution_NamesItsVariables()
    {
        var run = new EquationRun(Build("variables: [{name: x, unit: \"1\"}]\nequations: [x ^ 2 + 1 = 0]"), Tight);

        Assert.False(run.Start(0));
        Assert.Contains("At t = 0 s no values of m.x were found that fulfil the equations", run.Failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("variables: [{name: x, unit: m, initial: 0}, {name: y, unit: m/s}]\nequations: [der(x) = y]", "1 equation for 2 unknowns: nothing determines one of der(m.x) and m.y")]
    [InlineData("variables: [{name: x, unit: m, initial: 0}, {name: y, unit: m}]\nequations: [der(x) = 1 'm/s']", "1 equation for 2 unknowns: nothing determines m.y")]
    [InlineData("ports: [{name: y, unit: m, direction: out}]\nvariables: [{name: x, unit: m, initial: 0}]\nequations: [der(x) = 1 'm/s', y = x, y = 2 * x]",
        "3 equations for 2 unknowns: 'y = 2 * x' of m is one too many: what it could determine is already determined by 'y = x' of m")]
    [InlineData("variables: [{name: x, unit: m}]\nparameters: [{name: k, unit: m, default: 1}]\nequations: [k = k, x = k]", "2 equations for 1 unknown: 'k = k' of m has no unknown in it")]
    [InlineData("variables: [{name: x, unit: m, initial: 0}, {name: v, unit: m/s}, {name: f, unit: \"1\"}]\nequations: [der(x) = v, x = 1 'm' * sin(time / 1 's'), f = v / 1 'm/s']",
        "tie the state m.x, but states change by their derivatives only (a system of higher index)")]
    public void Build_WrongNumberOfEquations_NamesWhatIsLeft(string spec, string message)
    {
        var result = new EquationModelBuilder().Build([Use("m", Read("m", spec))], []);

        Assert.Contains(message, Assert.Single(result.Diagnostics).Message, StringComparison.Ordinal);
        Assert.Empty(result.Models);
    }

    [Fact]
    public void Build_CapacitorsInParallel_AreRejectedAsHigherIndex()
    {
        var result = new EquationModelBuilder().Build(
            [Use("g", Ground), Use("a", Capacitor, ("c", 1)), Use("b", Capacitor, ("c", 1))], [.. new[] { "a.p > b.p", "a.n > g.p", "b.n > g.p" }.Select(Connect)]);

        var message = Assert.Single(result.Diagnostics).Message;
        Assert.Contains("tie the states", message, StringComparison.Ordinal);
        Assert.Contains("a.v and b.v", message, StringComparison.Ordinal);
        Assert.Contains("'v = p.v - n.v' of a", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_OpenPort_CarriesNoFlow()
    {
        var run = Start(Build([Use("u", Source), Use("g", Ground), Use("r", Resistor, ("r", 10))], "u.n > g.p", "u.p > r.p"));

        Assert.Equal(0, run.ValueAt(0, "r.n.i"));
        Assert.Equal(12, run.ValueAt(0, "r.n.v"));
    }

    [Theory]
    [InlineData("a.y > x.u", "there is no 'x'; did you mean 'a'?")]
    [InlineData("a.z > b.u", "a (half@1) has no port 'z', but u, y, p, on; did you mean 'u'?")]
    [InlineData("a.u > b.u", "a.u is an input and b.u an input; a connection goes from an output to an input")]
    [InlineData("a.y > b.y", "a.y is an output and b.y an output; a connection goes from an output to an input")]
    [InlineData("a.y > b.p", "a.y and b.p can't be joined: one is a signal, the other an acausal port")]
    [InlineData("a.y > t.q", "a.y is in 'm' (m), which can't be converted to the 'm3/s' (m3.s-1) of t.q")]
    [InlineData("a.p > t.h", "a.p is electrical and t.h thermal")]
    [InlineData("a.p > a.p", "a.p is joined to itself")]
    [InlineData("a.on > b.u", "a.on is a boolean and b.u a number")]
    public void Build_WrongConnection_IsNamed(string connection, string message)
    {
        var half = Read("half", "ports: [{name: u, unit: m, direction: in, default: 0}, {name: y, unit: m, direction: out}, {name: p, kind: electrical}, {name: on, type: boolean, direction: out}]\n" +
            "equations: [y = u, p.v = 0]");
        var other = Read("other", "ports: [{name: q, unit: m3/s, direction: in, default: 0}, {name: h, kind: thermal}]\nequations: [h.Q = 0]");
        var result = new EquationModelBuilder().Build([Use("a", half), Use("b", half), Use("t", other)], [Connect(connection)]);

        Assert.Equal(message, Assert.Single(result.Diagnostics).Message);
    }

    [Fact]
    public void Build_TwoSourcesOfAnInput_IsAnError()
    {
        var half = Read("half", "ports: [{name: u, unit: m, direction: in, default: 0}, {name: y, unit: m, direction: out}]\nequations: [y = u]");
        var result = new EquationModelBuilder().Build([Use("a", half), Use("b", half), Use("c", half)], [Connect("a.y > c.u"), Connect("b.y > c.u")]);

        Assert.Equal("c.u already has a source, a.y; add the two in a module", Assert.Single(result.Diagnostics).Message);
    }

    [Fact]
    public void Build_WrongParameters_AreNamed()
    {
        var module = Read("m", "parameters: [{name: k, unit: cm, range: {above: 0}}, {name: l, unit: m, default: 1}]\nvariables: [{name: x, unit: m}]\nequations: [x = k + l]");

        Assert.Equal("m.k ('cm') has no default: it must be given", Error(Use("m", module)));
        Assert.Equal("m.k is -100 'cm'; it must be above 0", Error(Use("m", module, ("k", -1))));
        Assert.Equal("m (m@1) has no parameter 'll'; did you mean 'l'?", Error(Use("m", module, ("k", 1), ("ll", 1))));

        static string Error(EquationInstance instance) => Assert.Single(new EquationModelBuilder().Build([instance], []).Diagnostics).Message;
    }

    [Fact]
    public void Build_PathTwice_IsAnError() =>
        Assert.Equal("'g' is there twice", Assert.Single(new EquationModelBuilder().Build([Use("g", Ground), Use("g", Ground)], []).Diagnostics).Message);

    [Fact]
    public void Build_UnconnectedInstances_AreSeparateModelsOfOneCode()
    {
        var tank = Read("tank", "parameters: [{name: a, unit: m2, default: 2}]\nports: [{name: inflow, unit: m3/s, direction: in, default: 1}]\n" +
            "variables: [{name: h, unit: m, initial: 0}]\nequations: [der(h) = inflow / a]");
        var result = new EquationModelBuilder().Build([.. Enumerable.Range(0, 1000).Select(i => Use($"t{i}", tank, ("a", i + 1)))], []);

        Assert.Equal(1000, result.Models.Length);
        Assert.All(result.Models, m => Assert.Same(result.Models[0].Code, m.Code));
        Assert.Equal(2.0 / 500, Start(result.Models[499]).ValueAt(2, "t499.h"), 1e-15);
        Assert.Equal("t499.h", result.Models[499].Describe(result.Models[499].Handle("t499.h")).Name);
    }

    [Fact]
    public void Build_ChainOfAThousandTanks_SharesTheCodeOfTheModule()
    {
        var tank = Read("tank", "ports: [{name: inflow, unit: m3/s, direction: in, default: 1}, {name: outflow, unit: m3/s, direction: out}]\n" +
            "variables: [{name: h, unit: m, initial: 1}]\nequations: [\"der(h) = (inflow - outflow) / 1 'm2'\", \"outflow = h * 1 'm2/s'\"]");
        var model = Build([.. Enumerable.Range(0, 1000).Select(i => Use($"t{i}", tank))], [.. Enumerable.Range(1, 999).Select(i => $"t{i - 1}.outflow > t{i}.inflow")]);
        var system = EquationSystem.Create(model);
        system.Initialise();

        Assert.Null(system.Settle(0));
        Assert.Equal(1000, system.Dimension);
        var rates = new double[1000];
        system.Derivative(0, system.State, rates);
        Assert.All(rates, r => Assert.Equal(0, r));
    }
}
