using TwinGrid.Model.Definitions;

namespace TwinGrid.Model.Tests.Definitions;

public sealed class DerivedSignalTests
{
    [Fact]
    public void Compile_MotorPower_TakesSignalAndParameters()
    {
        var motor = SamplePlants.Read("bottling-line").Types["motor"];

        var power = DerivedSignal.Compile(motor, motor.Signals.Single(s => s.Id == "power"));

        Assert.Equal(["ratedVoltage", "current", "powerFactor"], power.Inputs.Select(i => i.Name));
        Assert.Equal([true, false, true], power.Inputs.Select(i => i.IsParameter));
        Assert.Equal("current", motor.Signals[power.Inputs[1].SignalIndex].Id);
        Assert.Equal(Math.Sqrt(3) * 400 * 6 * 0.84 / 1000, power.Expression.Evaluate([400, 6, 0.84]), 1e-12);
    }

    [Fact]
    public void CompileAll_DerivedOfDerived_ComesAfterIt()
    {
        var type = Documents.Read(Documents.Plant, Documents.Type(
            """
            - {id: c, unit: "1", expression: b + 1}
            - {id: b, unit: "1", expression: a + 1}
            - {id: d, unit: "1", expression: c + b}
            - {id: a, unit: "1"}
            """)).Definition!.Types["t"];

        Assert.Equal(["b", "c", "d"], DerivedSignal.CompileAll(type).Select(d => d.Definition.Id));
    }

    [Fact]
    public void Compile_BooleanSignal_YieldsZeroOrOne()
    {
        var type = Documents.Read(Documents.Plant, Documents.Type(
            """
            - {id: hot, type: boolean, expression: "t > 80 'Cel' and mode == \"On\""}
            - {id: t, unit: Cel}
            - {id: mode, type: enumeration, symbols: {Off: 3, On: 4}}
            """)).Definition!.Types["t"];

        var hot = Assert.Single(DerivedSignal.CompileAll(type));
        Assert.True(hot.Expression.IsBoolean);
        Assert.Equal(["t", "mode"], hot.Expression.Inputs);
        Assert.Equal(1, hot.Expression.Evaluate([81, 4]));
        Assert.Equal(0, hot.Expression.Evaluate([81, 3]));
        Assert.Equal(double.NaN, hot.Expression.Evaluate([double.NaN, 4]));
    }

    [Fact]
    public void Compile_MeasuredSignal_IsRefused()
    {
        var motor = SamplePlants.Read("bottling-line").Types["motor"];

        Assert.Throws<ArgumentException>(() => DerivedSignal.Compile(motor, motor.Signals[0]));
    }

    [Fact]
    public void Compile_WrongExpression_NamesThePlace()
    {
        var motor = SamplePlants.Read("bottling-line").Types["motor"];
        var wrong = motor.Signals.Single(s => s.Id == "power") with { Expression = "current * nothing" };

        var error = Assert.Throws<ArgumentException>(() => DerivedSignal.Compile(motor, wrong));

        Assert.Contains("motor.power': unknown name 'nothing' (line 1, column 11)", error.Message, StringComparison.Ordinal);
    }
}
