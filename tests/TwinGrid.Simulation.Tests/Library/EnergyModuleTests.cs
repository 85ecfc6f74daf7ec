namespace TwinGrid.Simulation.Tests.Library;

/// <summary>Motors and batteries against closed forms and the balance of energy.</summary>
public sealed class EnergyModuleTests
{
    [Theory]
    [InlineData(7.5)]
    [InlineData(3)]
    [InlineData(0)]
    public void InductionMotor_AnyLoad_TakesWhatItGivesAndLoses(double load)
    {
        var values = new Rig(1800).Use("motor", "induction-motor", "ratedPower: 7.5, efficiency: 90 %, fixedShare: 40 %, powerFactor: 0.8, magnetisingShare: 70 %, voltage: 400")
            .Feed("motor.shaftPower", "kW", FormattableString.Invariant($"{load} 'kW'")).Read("motor.power", "motor.loss", "motor.current", "motor.energy");

        var share = load / 7.5 * (load / 7.5);
        var loss = 7.5 * ((1 / 0.9) - 1) * (0.4 + (0.6 * share));
        var reactive = 7.5 / 0.9 * 0.75 * (0.7 + (0.3 * share));
        Assert.Equal(loss, values[1], 1e-9);
        Assert.Equal(load + loss, values[0], 1e-9);
        Assert.Equal(Math.Sqrt(((load + loss) * (load + loss)) + (reactive * reactive)) * 1000 / (Math.Sqrt(3) * 400), values[2], 1e-7);
        Assert.Equal((load + loss) / 2, values[3], 1e-9);
    }

    [Fact]
    public void Battery_OfConstantVoltage_ChargesLinearly()
    {
        // u0 = 50 V, 0.01 Ohm, 5.1 kW: u i = 5100 with i = 98.1 A or so.
        var current = (Math.Sqrt((50 * 50) + (4 * 0.01 * 5100)) - 50) / 0.02;
        var values = new Rig(900).Use("battery", "battery", "capacity: 100, emptyVoltage: 50, fullVoltage: 50, resistance: 10, start: 20 %").Feed("battery.power", "kW", "5.1 'kW'")
            .Read("battery.charge", "battery.current", "battery.voltage");

        Assert.Equal(20 + (current * 0.25), values[0], 1e-7);
        Assert.Equal(current, values[1], 1e-8);
        Assert.Equal(5100, values[1] * values[2], 1e-6);
    }

    [Fact]
    public void Battery_ChargedAndDischarged_KeepsEnergy()
    {
        // What went in less what is stored (integral of u0 over the charge) is what the resistance took.
        var rig = new Rig(1200).Use("battery", "battery", "capacity: 10, emptyVoltage: 44, fullVoltage: 54, resistance: 20, start: 40 %").Feed("battery.power", "kW", "1 'kW' * sin(time / 150 's')");
        var values = rig.Read("battery.accepted.total", "battery.soc", "battery.current.mean", "battery.current.sd");

        static double Stored(double soc) => 10 * 3600 * ((44 * soc) + (5 * soc * soc));
        var heat = 0.02 * ((values[2] * values[2]) + (values[3] * values[3])) * 1200;
        Assert.Equal(values[0] * 1000, Stored(values[1]) - Stored(0.4) + heat, 0.01);
    }

    [Fact]
    public void Battery_FullOrEmpty_RefusesMore()
    {
        var values = new Rig(7200).Use("full", "battery", "capacity: 10, start: 90 %").Feed("full.power", "kW", "1 'kW'").Use("empty", "battery", "capacity: 10, start: 10 %").Feed("empty.power", "kW", "-1 'kW'")
            .Read("full.charge", "full.accepted", "full.soc.max", "empty.charge", "empty.accepted", "empty.soc.min");

        Assert.Equal([100, 0, 1, 0, 0, 0], values, (a, b) => Math.Abs(a - b) < 1e-9);
    }
}
