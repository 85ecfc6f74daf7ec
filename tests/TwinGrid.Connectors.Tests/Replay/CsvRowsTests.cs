using TwinGrid.Connectors.Replay;
using Xunit;

namespace TwinGrid.Connectors.Tests.Replay;

public sealed class CsvRowsTests
{
    private static string Map(string settings, string columns = "[{column: v, signal: s}]") => $$"""
        apiVersion: twingrid/v1
        kind: ReplayMap
        spec:
          time: {column: t}
          asset: a
          columns: {{columns}}
        {{settings}}
        """;

    private static List<(long Time, double? Value, string? Text)> Read(string map, string csv)
    {
        using var files = new TemporaryDirectory();
        using var rows = new CsvRows(ReplayMapReader.Read("map.yaml", map), files.Write("a.csv", csv));
        return [.. rows.Read().Select(row => (row.Time, row.Present[0] ? row.Values[0] : (double?)null, row.Texts[0]))];
    }

    [Theory]
    [InlineData("  delimiter: \"|\"", "t|v\n1970-01-01|1.5\n")]
    [InlineData("  delimiter: tab", "t\tv\n1970-01-01\t1.5\n")]
    [InlineData("  delimiter: \"||\"", "t||v\n1970-01-01||1.5\n")]
    [InlineData("  delimiter: \";\"\n  decimal: \",\"", "t;v\n1970-01-01;1,5\n")]
    [InlineData("", "t,v\n1970-01-01,\"1.5\"\n")]
    [InlineData("", "other,v,t\nx,1.5,1970-01-01\r\n")]
    [InlineData("  skipLines: 2", "made by\na machine\nt,v\n1970-01-01,1.5\n")]
    public void Read_AnyDialect_FindsTheCells(string settings, string csv) =>
        Assert.Equal([(0L, 1.5, null)], Read(Map(settings), csv));

    [Fact]
    public void Read_WithoutHeader_ColumnsAreNumbered() =>
        Assert.Equal([(0L, 1.5, null)], Read(Map("  header: false", "[{column: 2, signal: s}]").Replace("column: t", "column: 1", StringComparison.Ordinal), "1970-01-01,1.5\n"));

    [Fact]
    public void Read_EmptyAndMissingCells_AreNotPresent() =>
        Assert.Equal([null, null, 1.5], Read(Map("  missing: [\"n/a\"]"), "t,v\n1970-01-01,\n1970-01-01,n/a\n1970-01-01,1.5\n").Select(row => row.Value));

    [Theory]
    [InlineData("0.1")]
    [InlineData("-1e-310")]
    [InlineData("1.7976931348623157E+308")]
    [InlineData("-0")]
    [InlineData("123456789012345678")]
    public void Read_Number_IsTheNearestDouble(string text) =>
        Assert.Equal(
            BitConverter.DoubleToInt64Bits(double.Parse(text, System.Globalization.CultureInfo.InvariantCulture)),
            BitConverter.DoubleToInt64Bits(Read(Map(""), $"t,v\n1970-01-01,{text}\n")[0].Value!.Value));

    [Theory]
    [InlineData("boolean", "TRUE", 1.0)]
    [InlineData("boolean", "0", 0.0)]
    [InlineData("enumeration, symbols: {off: 0, auto: 7}", "auto", 7.0)]
    public void Read_Type_BecomesItsNumber(string type, string text, double expected) =>
        Assert.Equal(expected, Read(Map("", $"[{{column: v, signal: s, type: {type}}}]"), $"t,v\n1970-01-01,{text}\n")[0].Value);

    [Fact]
    public void Read_String_IsKept() => Assert.Equal("a, b", Read(Map("", "[{column: v, signal: s, type: string}]"), "t,v\n1970-01-01,\"a, b\"\n")[0].Text);

    [Fact]
    public void Read_BadRowsAreSkipped_TheOthersAreRead() =>
        Assert.Equal([1.5, 2.5], Read(Map("  badRows: skip"), "t,v\n1970-01-01,1.5\nnever,2\n1970-01-01\n1970-01-01,x\n1970-01-01,2.5\n").Select(row => row.Value));

    [Fact]
    public void Read_ColumnIsMissing_NamesThoseThatAreThere()
    {
        var error = Assert.Throws<ReplayDataException>(() => Read(Map(""), "t,w\n1970-01-01,1\n"));
        Assert.Contains("no column 'v', which spec.columns[0].column of map.yaml asks for. Columns: t, w", error.Message, StringComparison.Ordinal);
    }
}
