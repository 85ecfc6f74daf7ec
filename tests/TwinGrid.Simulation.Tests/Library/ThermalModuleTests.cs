using TwinGrid.Simulation.Tests.Hybrid;

namespace TwinGrid.Simulation.Tests.Library;

/// <summary>Thermal modules against the solutions of their linear equations.</summary>
public sealed class ThermalModuleTests
{
    [Fact]
    public void MotorWinding_ConstantCurrent_HeatsUpExponentially()
    {
        // C dT/dt = a - b (T - 20): a = 3 R I^2 + iron, b = G - 3 R I^2 alpha.
        const double Copper = 3 * 0.5 * 12 * 12;
        const double Gain = 10 - (Copper * 0.004);
        var rise = (Copper + 50) / Gain * (1 - Math.Exp(-Gain * 1500 / 20000));
        var values = new Rig(1500).Use("winding", "motor-winding", "resistance: 0.5, coefficient: 0.004, ironLoss: 50, capacity: 20000, cooling: 10, limit: 30")
            .Feed("winding.current", "A", "12 'A'").Read("winding.temperature", "winding.copperLoss", "winding.hot.total", "winding.overheated.total");

        Assert.Equal(20 + rise, values[0], 1e-6);
        Assert.Equal(Copper * (1 + (0.004 * rise)), values[1], 1e-6);
        Assert.Equal(1500 + (20000 / Gain * Math.Log(1 - (10 * Gain / (Copper + 50)))), values[2], 1e-5);
        Assert.Equal(1, values[3]);
    }

    [Fact]
    public void MotorWinding_CurrentSwitchedOff_CoolsBelowTheHysteresis()
    {
        // From 40 Cel towards 20: no longer hot at 25, when e^(-t/tau) = 1/4.
        var values = new Rig(4000).Use("winding", "motor-winding", "capacity: 10000, cooling: 10, limit: 30, hysteresis: 5, start: 40").Read("winding.hot.total", "winding.hot");

        Assert.Equal(1000 * Math.Log(4), values[0], 1e-5);
        Assert.Equal(0, values[1]);
    }

    [Fact]
    public void Gearbox_ConstantLoad_KeepsPowerAndReachesTheTemperature()
    {
        // 1500/min and 300 N.m behind 1:10: 4712.4 W out.
        var omega = 2 * Math.PI * 25;
        var output = 300 * omega / 10;
        var loss = (output * ((1 / 0.96) - 1)) + (0.004 * omega * omega);
        var values = new Rig(3000).Use("gear", "gearbox", "ratio: 10, efficiency: 96 %, churning: 0.004, capacity: 30000, cooling: 15")
            .Feed("gear.inputSpeed", "/min", "1500 '/min'").Feed("gear.loadTorque", "N.m", "300 'N.m'").Feed("gear.ambient", "Cel", "25 'Cel'")
            .Read("gear.inputPower", "gear.outputPower", "gear.loss", "gear.outputSpeed", "gear.temperature");

        Assert.Equal(output / 1000, values[1], 1e-9);
        Assert.Equal(loss, values[2], 1e-6);
        Assert.Equal(values[1] + (values[2] / 1000), values[0], 1e-12);
        Assert.Equal(150, values[3], 1e-9);
        Assert.Equal(25 + (loss / 15) - (((loss / 15) + 5) * Math.Exp(-3000 / 2000.0)), values[4], 1e-6);
    }

    [Fact]
    public void HeatedBody_LeftAlone_CoolsDownExponentially()
    {
        var values = new Rig(500).Use("body", "heated-body", "capacity: 2, conductance: 4, start: 80").Read("body.temperature", "body.energy");

        Assert.Equal(20 + (60 * Math.Exp(-1)), values[0], 1e-7);
        Assert.Equal(0, values[1]);
    }

    [Fact]
    public void HeatedBodies_WithAConductorBetween_ShareTheirHeat()
    {
        // 2 and 1 kJ/K without surroundings, 5 W/K between: the difference goes with G (1/C1 + 1/C2).
        var wall = HybridLab.Module("lab-wall", """
            ports: [{name: a, kind: thermal}, {name: b, kind: thermal}]
            equations: ["a.Q = 5 'W/K' * (a.T - b.T)", a.Q + b.Q = 0]
            """);
        var values = new Rig(200).With(wall).Use("hot", "heated-body", "capacity: 2, conductance: 0, start: 80").Use("cold", "heated-body", "capacity: 1, conductance: 0, start: 20")
            .Use("wall", "lab-wall").Join("hot.port", "wall.a").Join("wall.b", "cold.port").Read("hot.temperature", "cold.temperature", "hot.port.Q.final");

        var difference = 60 * Math.Exp(-200 * 5 * 1.5 / 1000);
        Assert.Equal(60 + (difference / 3), values[0], 1e-7);
        Assert.Equal(60 - (2 * difference / 3), values[1], 1e-7);
        Assert.Equal(-5 * difference, values[2], 1e-6);
    }

    [Fact]
    public void Thermostat_BodyBetweenTwoLimits_SwitchesWithTheKnownPeriod()
    {
        // Time constant 100 s, 10 Cel outside, 30 Cel with the heater; from 20 Cel down to 19 first, then 20.0670695 s up, as long down and so on: on after 4.5 periods and a bit.
        var half = 100 * Math.Log(11.0 / 9);
        var first = 100 * Math.Log(10.0 / 9);
        var values = new Rig(first + (8.5 * half)).Use("body", "heated-body", "capacity: 1, conductance: 10, heating: 0.2, start: 20")
            .Use("thermostat", "thermostat", "target: 20, band: 2").Join("body.temperature", "thermostat.measured").Join("thermostat.on", "body.on")
            .Feed("body.ambient", "Cel", "10 'Cel'").Read("body.T.min", "body.T.max", "thermostat.tooCold.total", "thermostat.tooWarm.total", "body.energy", "thermostat.on.total");

        Assert.Equal(19, values[0], 1e-6);
        Assert.Equal(21, values[1], 1e-6);
        Assert.Equal((5, 4), (values[2], values[3]));
        Assert.Equal(4.5 * half, values[5], 1e-5);
        Assert.Equal(values[5] * 0.2 / 3600, values[4], 1e-9);
    }

    [Fact]
    public void HeatedBody_HeatedAndDrawnFrom_KeepsItsEnergy()
    {
        // 4 kW from the heater, 1 kW besides, 3.5 kW drawn, without surroundings: 1.5 kW in 100 kJ/K.
        var values = new Rig(1000).Use("body", "heated-body", "capacity: 100, conductance: 0, heating: 4, start: 20").Use("on", "lab-on").With(HybridLab.Module("lab-on", """
            ports: [{name: y, type: boolean, direction: out}]
            events: [{name: begins, when: time >= 0, set: {y: "true"}}]
            """)).Join("on.y", "body.on").Feed("body.heat", "kW", "1 'kW'").Feed("body.drawn", "kW", "3.5 'kW'").Read("body.temperature", "body.energy", "body.given");

        Assert.Equal([35, 4000 / 3600.0, 4], values, (a, b) => Math.Abs(a - b) < 1e-8);
    }
}
