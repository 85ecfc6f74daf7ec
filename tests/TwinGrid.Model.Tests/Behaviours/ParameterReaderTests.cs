using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Behaviours.Reading;
using TwinGrid.Model.Definitions.Reading;

namespace TwinGrid.Model.Tests.Behaviours;

public sealed class ParameterReaderTests
{
    [Theory]
    [InlineData("5", 5, null)]
    [InlineData("-1.5e3", -1500, null)]
    [InlineData("30s", 30, "s")]
    [InlineData("8h", 28_800, "s")]
    [InlineData("1h30m", 5_400, "s")]
    [InlineData("5m", 300, "s")]
    [InlineData("-5s", -5, "s")]
    [InlineData("5 m", 5, "m")]
    [InlineData("30 min", 30, "min")]
    [InlineData("5 'kW'", 5, "kW")]
    [InlineData("5'kW'", 5, "kW")]
    [InlineData("\"5 'kW'\"", 5, "kW")]
    [InlineData("\"12 '{bottle}/min'\"", 12, "{bottle}/min")]
    [InlineData("2%", 2, "%")]
    [InlineData("1 '/s'", 1, "/s")]
    public void Read_Number_HasItsUnit(string yaml, double value, string? unit) => Assert.Equal(new NumberValue(value, unit), Read(yaml));

    [Theory]
    [InlineData("'5'", "5")]
    [InlineData("\"30s\"", "30s")]
    [InlineData("fifo", "fifo")]
    [InlineData("1 / arrival.rate", "1 / arrival.rate")]
    [InlineData("1 /mu", "1 /mu")]
    [InlineData("2 * x", "2 * x")]
    [InlineData("5 'kW' + x", "5 'kW' + x")]
    [InlineData("5 kWh", "5 kWh")]
    [InlineData("7 days", "7 days")]
    [InlineData("jobs/ft06.txt", "jobs/ft06.txt")]
    [InlineData("''", "")]
    [InlineData("'true'", "true")]
    [InlineData(".inf", ".inf")]
    public void Read_OtherScalar_IsText(string yaml, string text) => Assert.Equal(new TextValue(text), Read(yaml));

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public void Read_Boolean_IsOne(string yaml, bool value) => Assert.Equal(new BooleanValue(value), Read(yaml));

    [Fact]
    public void Read_ListsAndMappings_AreNested()
    {
        var value = Read("{exponential: {mean: 90s}, levels: [1, [2, a]]}");

        var expected = new MapValue(
        [
            new("exponential", new MapValue([new("mean", new NumberValue(90, "s"))])),
            new("levels", new ListValue([new NumberValue(1), new ListValue([new NumberValue(2), new TextValue("a")])])),
        ]);
        Assert.Equal(expected, value);
        Assert.Equal("p.levels[1][0]", ((ListValue)((ListValue)((MapValue)value!)["levels"]!).Items[1]).Items[0].Place.Path);
    }

    [Theory]
    [InlineData("[1, ~]", "p[1]", "a value is missing")]
    [InlineData("{a: }", "p.a", "a value is missing")]
    [InlineData("\"a\\0b\"", "p", "without control characters")]
    [InlineData("[[[[[[[[[[1]]]]]]]]]]", "p[0][0][0][0][0][0][0][0][0]", "inside each other")]
    public void Read_WrongValue_NamesThePlace(string yaml, string path, string message)
    {
        var bag = new DiagnosticBag();

        Assert.Null(ParameterReader.Read(new YamlReader(bag).Read("f", yaml)[0], "f", "p", bag));

        var finding = Assert.Single(bag.ToList());
        Assert.Equal(path, finding.Path);
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
    }

    private static ParameterValue? Read(string yaml)
    {
        var bag = new DiagnosticBag();
        var value = ParameterReader.Read(Assert.Single(new YamlReader(bag).Read("f", yaml)), "f", "p", bag);
        Assert.Empty(bag.ToList());
        return value;
    }
}
