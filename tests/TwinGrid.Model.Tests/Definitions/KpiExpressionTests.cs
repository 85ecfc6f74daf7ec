using TwinGrid.Model.Definitions;
using TwinGrid.Model.Expressions;

namespace TwinGrid.Model.Tests.Definitions;

public sealed class KpiExpressionTests
{
    [Fact]
    public void Compile_EnergyPerBottle_TakesAggregatesAndBuiltIns()
    {
        var plant = SamplePlants.Read("bottling-line");
        var definition = plant.Lines[0].Kpis.Single(k => k.Id == "energyPerBottle");

        var kpi = KpiExpression.Compile(definition, plant.Types);

        Assert.Equal(["sum(motor.power)", "sum(pump.power)", "throughput"], kpi.Inputs.Select(i => i.Name));
        Assert.Equal(new KpiInput("sum(motor.power)", null, AggregateFunction.Sum, "motor", "power"), kpi.Inputs[0]);
        Assert.Equal(new KpiInput("throughput", "throughput", null, null, null), kpi.Inputs[2]);

        // 30 kW over 24 000 bottles an hour are 1.25 W.h a bottle.
        Assert.Equal(1.25, kpi.Expression.Evaluate([22, 8, 24_000]), 1e-12);
    }

    [Theory]
    [InlineData("count(t.s)", "1", 3)]
    [InlineData("mean(t.b) + 0 * sum(t.b)", "%", 300)]
    [InlineData("max(t.temp) - min(t.temp)", "K", 0)]
    [InlineData("max(max(t.temp), 20 'Cel')", "Cel", 20)]
    [InlineData("min(mean(t.temp), 20 'Cel')", "Cel", 3)]
    [InlineData("sum(t.`x-y`)", "1", 3)]
    [InlineData("if(count(t.s) > 2, oee * 100, 0)", "1", 300)]
    public void Evaluate_AllInputsThree_HasTheValue(string expression, string unit, double expected)
    {
        var kpi = KpiExpression.Compile(new KpiDefinition("k", unit, expression), Types);

        Assert.Equal(expected, kpi.Expression.Evaluate(kpi.Inputs.Select(_ => 3.0).ToArray()), 1e-12);
    }

    [Theory]
    [InlineData("sum(t.temp)", "no meaning")]
    [InlineData("sum(t.s)", "can only be counted")]
    [InlineData("max(t.b)", "a boolean")]
    [InlineData("sum(t.z)", "no signal 'z'")]
    [InlineData("t.b", "unknown name 't.b'")]
    [InlineData("sum(t.b, t.b)", "unknown function 'sum'")]
    public void Compile_WrongAggregate_SaysWhy(string expression, string message)
    {
        var error = Assert.Throws<ArgumentException>(() => KpiExpression.Compile(new KpiDefinition("k", "1", expression), Types));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyDictionary<string, AssetTypeDefinition> Types => Documents.Read(Documents.Plant, Documents.Type(
        """
        - {id: temp, unit: Cel}
        - {id: b, type: boolean}
        - {id: s, type: string}
        - {id: x-y, type: integer}
        """)).Definition!.Types;
}
