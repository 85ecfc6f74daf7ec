namespace TwinGrid.Simulation.Tests.Library;

/// <summary>Tanks, valves, pumps and pipes against closed forms and the balance of what flows.</summary>
public sealed class HydraulicModuleTests
{
    private const double Gravity = 9.80665;

    [Fact]
    public void Tank_EmptyingThroughAValve_FollowsTorricelli()
    {
        // q = Kv sqrt(rho g h / 1 bar * 1000/rho): sqrt(h) falls linearly.
        var k = 10 / 3600.0 * Math.Sqrt(1000 * Gravity / 1e5);
        var values = new Rig(200).Use("tank", "tank", "area: 1, height: 3, start: 2").Use("valve", "valve", "kv: 10, transition: 1e-3").Use("drain", "reservoir")
            .Join("tank.outlet", "valve.a").Join("valve.b", "drain.port").Read("tank.level", "valve.flow", "drain.delivered");

        var root = Math.Sqrt(2) - (k * 200 / 2);
        Assert.Equal(root * root, values[0], 1e-6);
        Assert.Equal(k * root * 3600, values[1], 1e-5);
        Assert.Equal(values[0] - 2, values[2], 1e-7);
    }

    [Fact]
    public void Tank_FilledBeyondItsHeight_SpillsTheRest()
    {
        // 3.6 m3/h into 1 m2: full after 1000 s.
        var values = new Rig(2500).Use("tank", "tank", "area: 1, height: 1, start: 0").Feed("tank.inflow", "m3/h", "3.6 'm3/h'").Read("tank.level", "tank.spilled", "tank.full.total", "tank.h.max");

        Assert.Equal([1, 1.5, 1500, 1], values, (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void Tank_DrawnDry_GivesWhatFlowsInAndFillsAgain()
    {
        // 1 L/s in all the time, 3 L/s wanted until 600 s: dry after 250 s.
        var values = new Rig(900).Use("tank", "tank", "area: 1, height: 2, start: 0.5").Feed("tank.inflow", "L/s", "1 'L/s'")
            .Feed("tank.outflow", "L/s", "if(time < 600 's', 3 'L/s', 0)").Read("tank.level", "tank.drawn.total", "tank.empty.total", "tank.h.min");

        Assert.Equal(0.3, values[0], 1e-6);
        Assert.Equal(0.5 + 0.9 - 0.3, values[1] / 3600, 1e-6);
        Assert.Equal(350, values[2], 1e-4);
        Assert.Equal(0, values[3], 1e-9);
    }

    [Theory]
    [InlineData(false, 0.5, 0.5)]
    [InlineData(true, 0.5, 0.1414213562373095)]
    [InlineData(true, 0, 0)]
    [InlineData(false, 1.7, 1)]
    public void Valve_AtOneBar_PassesItsShareOfKv(bool equalPercentage, double opening, double share)
    {
        var values = new Rig(10).Use("supply", "reservoir", "pressure: 1").Use("drain", "reservoir")
            .Use("valve", "valve", $"kv: 25, density: 1000, equalPercentage: {(equalPercentage ? "true" : "false")}").Feed("valve.opening", "1", FormattableString.Invariant($"{opening} '1'"))
            .Join("supply.port", "valve.a").Join("valve.b", "drain.port").Read("valve.flow", "drain.delivered", "supply.delivered");

        Assert.Equal(25 * share, values[0], 1e-6);
        Assert.Equal(-25 * share * 10 / 3600, values[1], 1e-8);
        Assert.Equal(-values[1], values[2], 1e-12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0.8)]
    public void Pump_AgainstAValve_WorksWhereTheCurvesMeet(double speed)
    {
        // H0 s^2 - (H0 - Hb) (q/qb)^2 = 1e5 (q/Kv)^2 / (1000 g) with water of 1000 kg/m3.
        var resistance = (8 / 2500.0) + (1e5 / (25 * 25 * 1000 * Gravity));
        var flow = Math.Sqrt(40 * speed * speed / resistance);
        var values = new Rig(60).Use("pump", "pump", "shutoffHead: 40, bestHead: 32, bestFlow: 50, density: 1000").Use("valve", "valve", "kv: 25, density: 1000, transition: 1e-3")
            .Use("supply", "reservoir").Use("drain", "reservoir").Join("supply.port", "pump.inlet").Join("pump.outlet", "valve.a").Join("valve.b", "drain.port")
            .Feed("pump.speed", "1", FormattableString.Invariant($"{speed} '1'")).Read("pump.flow", "pump.head", "pump.power", "drain.delivered");

        Assert.Equal(flow, values[0], 1e-6);
        Assert.Equal((40 * speed * speed) - (8 * flow * flow / 2500), values[1], 1e-6);
        Assert.Equal(speed * speed * ((3 * speed) + (2.8 * flow / 50)), values[2], 1e-7);
        Assert.Equal(-flow / 60, values[3], 1e-7);
    }

    [Fact]
    public void Pipe_ConstantPressure_SpeedsUpAsAHyperbolicTangent()
    {
        // rho L dv/dt = dp - rho K v^2 / 2, K = f L/D.
        var (dp, loss) = (0.5e5, 0.02 * 100 / 0.1);
        var final = Math.Sqrt(2 * dp / (998 * loss));
        var tau = 2 * 100 / (loss * final);
        var values = new Rig(15).Use("supply", "reservoir", "pressure: 0.5").Use("drain", "reservoir").Use("pipe", "pipe", "length: 100, diameter: 100, friction: 0.02")
            .Join("supply.port", "pipe.a").Join("pipe.b", "drain.port").Read("pipe.velocity", "pipe.flow", "supply.delivered");

        Assert.Equal(final * Math.Tanh(15 / tau), values[0], 1e-8);
        Assert.Equal(values[0] * Math.PI * 0.0025 * 3600, values[1], 1e-8);
        Assert.Equal(final * tau * Math.Log(Math.Cosh(15 / tau)) * Math.PI * 0.0025, values[2], 1e-8);
    }

    [Fact]
    public void Pipe_StartedWithItsFlow_KeepsIt()
    {
        var flow = Math.Sqrt(2 * 0.5e5 / (998 * 20)) * Math.PI * 0.0025 * 3600;
        var values = new Rig(60).Use("supply", "reservoir", "pressure: 0.5").Use("drain", "reservoir").Use("pipe", "pipe", FormattableString.Invariant($"length: 100, diameter: 100, friction: 0.02, start: {flow}"))
            .Join("supply.port", "pipe.a").Join("pipe.b", "drain.port").Read("pipe.flow.min", "pipe.flow.max");

        Assert.Equal([flow, flow], values, (a, b) => Math.Abs(a - b) < 1e-7);
    }

    // A tank in balance, neither full nor empty, gives no reason for events.
    [Fact]
    public void Tank_InBalance_IsSolvedInFewSteps()
    {
        var documents = Tests.Hybrid.HybridLab.Experiment(
            """
            modules:
              - {id: supply, module: reservoir, parameters: {pressure: 1.2}}
              - {id: inlet, module: valve, parameters: {kv: 16}}
              - {id: tank, module: tank, parameters: {area: 0.6, start: 0.8}}
              - {id: control, module: pid-level, parameters: {target: 0.8, gain: 2, integralTime: 120, bias: 0.5}}
              - {id: outlet, module: valve, parameters: {kv: 20}}
              - {id: drain, module: reservoir}
            connections:
              - {from: supply.port, to: inlet.a}
              - {from: inlet.b, to: tank.inlet}
              - {from: tank.level, to: control.measured}
              - {from: control.output, to: inlet.opening}
              - {from: tank.outlet, to: outlet.a}
              - {from: outlet.b, to: drain.port}
            """, 36_000, "", "level=tank.level.final");

        var result = Tests.Hybrid.HybridLab.Run(documents);

        Assert.Equal(0.8, result.Kpis[0], 1e-6);
        Assert.InRange(result.Events, 10, 300);
    }

    [Fact]
    public void Tanks_JoinedByAPipe_KeepTheirVolume()
    {
        var values = new Rig(600).Use("a", "tank", "area: 2, height: 5, start: 3").Use("b", "tank", "area: 1, height: 5, start: 0.5").Use("pipe", "pipe", "length: 20, diameter: 50, minorLoss: 5")
            .Join("a.outlet", "pipe.a").Join("pipe.b", "b.outlet").Read("a.level", "b.level", "pipe.flow.max");

        Assert.Equal(6.5, (2 * values[0]) + values[1], 1e-7);
        Assert.True(values[2] > 0);
    }

    [Fact]
    public void PressureGauge_BetweenTwoValves_ShowsHalfAndLetsNothingThrough()
    {
        var values = new Rig(10).Use("supply", "reservoir", "pressure: 3").Use("drain", "reservoir").Use("first", "valve", "kv: 10").Use("second", "valve", "kv: 10").Use("gauge", "pressure-gauge")
            .Join("supply.port", "first.a").Join("first.b", "second.a").Join("second.b", "drain.port").Join("gauge.port", "second.a").Read("gauge.pressure", "first.flow", "second.flow");

        Assert.Equal(1.5, values[0], 1e-9);
        Assert.Equal(values[1], values[2], 1e-12);
    }

    // Without flow the pressure is 0 whatever the opening, which the controller has set by the pressure: nothing may be divided by it.
    [Fact]
    public void Valve_OpenedByAPressureController_StartsWithoutFlow()
    {
        var values = new Rig(600).Use("supply", "reservoir", "pressure: 3").Use("pipe", "pipe", "length: 60, diameter: 48").Use("gauge", "pressure-gauge").Use("valve", "valve", "kv: 16").Use("drain", "reservoir")
            .Use("control", "pid-pressure", "target: 2.5, gain: -0.2, integralTime: 4, trackingTime: 4, low: 0.05, bias: 0.5, start: 2.5")
            .Join("supply.port", "pipe.a").Join("pipe.b", "valve.a").Join("pipe.b", "gauge.port").Join("valve.b", "drain.port").Join("gauge.pressure", "control.measured").Join("control.output", "valve.opening")
            .Read("gauge.pressure", "pipe.flow", "pipe.flow.min");

        // 0.5 bar are lost in the pipe: 0.5e5 = (f L/D) rho v^2 / 2.
        Assert.Equal(2.5, values[0], 1e-6);
        Assert.Equal(Math.Sqrt(2 * 0.5e5 / (0.02 * 60 / 0.048 * 998)) * Math.PI / 4 * 0.048 * 0.048 * 3600, values[1], 1e-4);
        Assert.Equal(0, values[2]);
    }
}
