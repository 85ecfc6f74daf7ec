namespace TwinGrid.Simulation.Tests.Library;

/// <summary>Heat exchangers, controllers and bearings against closed forms.</summary>
public sealed class ProcessModuleTests
{
    [Theory]
    [InlineData(2, 1)]
    [InlineData(1, 1)]
    [InlineData(1, 3)]
    public void HeatExchanger_InCounterflow_HasItsEffectiveness(double hotFlow, double coldFlow)
    {
        double hot = hotFlow * 4180, cold = coldFlow * 4180, least = Math.Min(hot, cold), ratio = least / Math.Max(hot, cold), units = 5000 / least;
        var e = Math.Exp(-units * (1 - ratio));
        var effectiveness = ratio == 1 ? units / (1 + units) : (1 - e) / (1 - (ratio * e));
        var values = new Rig(2000).Use("exchanger", "heat-exchanger", "conductance: 5000, lag: 20")
            .Feed("exchanger.hotIn", "Cel", "80 'Cel'").Feed("exchanger.coldIn", "Cel", "15 'Cel'")
            .Feed("exchanger.hotFlow", "kg/s", FormattableString.Invariant($"{hotFlow} 'kg/s'")).Feed("exchanger.coldFlow", "kg/s", FormattableString.Invariant($"{coldFlow} 'kg/s'"))
            .Read("exchanger.duty", "exchanger.hotOut", "exchanger.coldOut", "exchanger.effectiveness");

        Assert.Equal(effectiveness, values[3], 1e-9);
        Assert.Equal(effectiveness * least * 65 / 1000, values[0], 1e-6);
        Assert.Equal(values[0] * 1000, hot * (80 - values[1]), 1e-3);
        Assert.Equal(values[0] * 1000, cold * (values[2] - 15), 1e-3);
    }

    [Fact]
    public void HeatExchanger_WithoutFlow_PassesNoHeat()
    {
        var values = new Rig(100).Use("exchanger", "heat-exchanger").Feed("exchanger.hotIn", "Cel", "80 'Cel'").Feed("exchanger.coldIn", "Cel", "15 'Cel'")
            .Feed("exchanger.hotFlow", "kg/s", "0 'kg/s'").Feed("exchanger.coldFlow", "kg/s", "2 'kg/s'").Read("exchanger.duty", "exchanger.coldOut");

        Assert.Equal(0, values[0], 1e-6);
        Assert.Equal(15 + (5 * Math.Exp(-5)), values[1], 1e-6);
    }

    [Fact]
    public void Pid_ProportionalAndIntegralOnALag_FollowsTheSecondOrderAnswer()
    {
        // Body with C = 100 kJ/K, G = 1 kW/K, time constant 100 s, gain 0.02/K on 50 kW, Ti 25 s: T'' + 2 d T' + w^2 (T - 60) = 0.
        var (damping, square) = ((1 + 1) / 200.0, 1 / (100.0 * 25));
        var omega = Math.Sqrt(square - (damping * damping));
        var values = new Rig(120).Use("body", "heated-body", "capacity: 100, conductance: 1000, start: 20").Use("pid", "pid-temperature", "target: 60, gain: 0.02, integralTime: 25, low: -100, high: 100")
            .Join("body.temperature", "pid.measured").Use("heater", "lab-heater").Join("pid.output", "heater.share").Join("heater.heat", "body.heat").With(Heater).Read("body.temperature", "pid.integral");

        // At the start e = 40 K: T' = 0.02 * 40 * 50 kW / 100 kJ/K.
        const double Slope = 0.4;
        var rest = Math.Exp(-damping * 120) * ((-40 * Math.Cos(omega * 120)) + ((Slope - (40 * damping)) / omega * Math.Sin(omega * 120)));
        Assert.Equal(60 + rest, values[0], 1e-6);
    }

    // A constant error e: output = gain e (1 + t / Ti).
    [Theory]
    [InlineData("pid", "1", "3", "0.5 '1'")]
    [InlineData("pid-temperature", "Cel", "60 Cel", "57.5 'Cel'")]
    [InlineData("pid-level", "m", "3 m", "50 'cm'")]
    [InlineData("pid-pressure", "bar", "3 bar", "50 'kPa'")]
    [InlineData("pid-flow", "m3/h", "3 m3/h", "0.5 'm3/h'")]
    public void Pid_OfEachQuantity_IntegratesAConstantError(string module, string unit, string target, string measured)
    {
        var values = new Rig(120).Use("pid", module, $"target: {target}, gain: 0.04, integralTime: 60, low: -10, high: 10").Feed("pid.measured", unit, measured).Read("pid.output");

        Assert.Equal(0.04 * 2.5 * 3, values[0], 1e-9);
    }

    [Fact]
    public void Pid_LongAtItsLimit_ComesOffItAtOnce()
    {
        // Full heat can't reach the target: the integral stays where the wanted output is the limit plus what tracking leaves, instead of growing for 10 000 s.
        var values = new Rig(10_000).Use("body", "heated-body", "capacity: 100, conductance: 1000, start: 20").Use("pid", "pid-temperature", "target: 100, gain: 0.02, integralTime: 25, trackingTime: 10")
            .Join("body.temperature", "pid.measured").Use("heater", "lab-heater").Join("pid.output", "heater.share").Join("heater.heat", "body.heat").With(Heater).Read("body.temperature", "pid.wanted", "pid.output");

        // In balance gain e / Ti = (wanted - output) / Tt.
        Assert.Equal(70, values[0], 1e-6);
        Assert.Equal(1 + (0.02 * 30 * 10 / 25), values[1], 1e-6);
        Assert.Equal(1, values[2]);
    }

    [Fact]
    public void Pid_DerivativeOfARamp_IsGainTimesTimeTimesSlope()
    {
        // y = 0.1 t: filtered lags by 0.1 Tf, so that the derivative part is -gain Td 0.1 (1 - e^(-t/Tf)).
        var values = new Rig(5).Use("pid", "pid", "gain: 2, integralTime: 1e9, derivativeTime: 3, filterTime: 2, low: -100, high: 100, target: 0")
            .Feed("pid.measured", "1", "0.1 * time / 1 's'").Read("pid.output");

        Assert.Equal((-2 * 0.5) - (2 * 3 * 0.1 * (1 - Math.Exp(-2.5))), values[0], 1e-7);
    }

    [Theory]
    [InlineData(false, 3)]
    [InlineData(true, 10.0 / 3)]
    public void BearingWear_ConstantLoad_IsWornOutAtTheRatingLife(bool roller, double exponent)
    {
        // C/P = 4 at 1000/min.
        var life = Math.Pow(4, exponent) * 1e6 / 1000 * 60;
        var values = new Rig(life * 1.25).Use("bearing", "bearing-wear", $"dynamicRating: 20, roller: {(roller ? "true" : "false")}")
            .Feed("bearing.load", "kN", "5 'kN'").Feed("bearing.speed", "/min", "1000 '/min'").Read("bearing.damage", "bearing.worn.total", "bearing.vibration");

        Assert.Equal(1.25, values[0], 1e-9);
        Assert.Equal(life * 0.25, values[1], 1e-5);
        Assert.Equal(1 + (6.1 * 1.25), values[2], 1e-8);
    }

    [Fact]
    public void BearingWear_LoadsInTurn_AddUpAsMinerSays()
    {
        var values = new Rig(3600).Use("bearing", "bearing-wear", "dynamicRating: 30").Feed("bearing.load", "kN", "if(time < 1200 's', 10 'kN', 20 'kN')").Feed("bearing.speed", "/min", "3000 '/min'").Read("bearing.damage");

        Assert.Equal(((20 * Math.Pow(1 / 3.0, 3)) + (40 * Math.Pow(2 / 3.0, 3))) * 3000 / 1e6, values[0], 1e-10);
    }

    [Fact]
    public void BearingWear_Renewed_BeginsAnew()
    {
        // C/P = 1: a million revolutions are the life; 2000/min from a new one at 400 min.
        var values = new Rig(36_000).Use("bearing", "bearing-wear", "dynamicRating: 5").Feed("bearing.load", "kN", "5 'kN'").Feed("bearing.speed", "/min", "2000 '/min'")
            .Use("fitted", "lab-fitted").With(Fitted).Join("fitted.done", "bearing.renew").Read("bearing.damage", "bearing.worn", "bearing.damage.max", "bearing.renewed.total");

        Assert.Equal([0.4, 0, 0.8, 1], values, (a, b) => Math.Abs(a - b) < 1e-9);
    }

    [Fact]
    public void MassFlow_OfAVolumeFlow_IsTimesTheDensity()
    {
        var values = new Rig(100).Use("forward", "mass-flow", "density: 900").Feed("forward.volume", "m3/h", "0.2 'm3/h' * time / 1 's'").Use("back", "mass-flow").Feed("back.volume", "m3/h", "-1 'm3/h'")
            .Read("forward.mass", "forward.passed", "back.mass");

        Assert.Equal([5, 250, 0], values, (a, b) => Math.Abs(a - b) < 1e-7);
    }

    private static readonly string Fitted = Tests.Hybrid.HybridLab.Module("lab-fitted", """
        ports: [{name: done, type: boolean, direction: out, initial: false}]
        events: [{name: fitted, when: time >= 24000 's', set: {done: "true"}}]
        """);

    private static readonly string Heater = Tests.Hybrid.HybridLab.Module("lab-heater", """
        ports:
          - {name: share, unit: "1", direction: in}
          - {name: heat, unit: kW, direction: out}
        equations: ["heat = share * 50 'kW'"]
        """);
}
