using TwinGrid.Connectors.Replay;
using TwinGrid.Testing;
using TwinGrid.V1;
using Xunit;

namespace TwinGrid.Connectors.Tests.Replay;

public sealed class ReplayMapReaderTests
{
    private const string Valid = """
        apiVersion: twingrid/v1
        kind: ReplayMap
        spec:
          delimiter: tab
          decimal: ","
          missing: ["-"]
          badRows: skip
          time: {column: when, format: unix-ms}
          asset: pump-1
          columns:
            - {column: Flow, signal: flow, unit: L/min}
            - {column: Mode, asset: pump-2, signal: mode, type: enumeration, symbols: {off: 0, auto: 1}}
        """;

    [Fact]
    public void Read_EverySetting_IsTaken()
    {
        var map = ReplayMapReader.Read("map.yaml", Valid);

        Assert.Equal("\t", map.Delimiter);
        Assert.Equal(',', map.DecimalSeparator);
        Assert.True(map.SkipBadRows);
        Assert.Equal(["-"], map.Missing);
        Assert.Equal(("pump-1", "flow", "L/min"), (map.Columns[0].Asset, map.Columns[0].Signal, map.Columns[0].Unit));
        Assert.Equal((SignalType.Enumeration, 1), (map.Columns[1].Type, map.Columns[1].Symbols["auto"]));
    }

    [Theory]
    [InlineData("kind: ReplayMap", "kind: Plant", 2, "kind", "ReplayMap")]
    [InlineData("badRows: skip", "badRows: ignore", 7, "spec.badRows", "fail, skip")]
    [InlineData("format: unix-ms", "format: epoch", 8, "spec.time.format", "unix-ms")]
    [InlineData("column: when,", "columns: when,", 8, "spec.time.columns", "column")]
    [InlineData("type: enumeration", "type: enum", 12, "spec.columns[1].type", "enumeration")]
    [InlineData("auto: 1", "auto: on", 12, "spec.columns[1].symbols.auto", "whole number")]
    [InlineData("signal: flow", "sigal: flow", 11, "spec.columns[0].sigal", "signal")]
    [InlineData("asset: pump-2, signal: mode", "signal: flow", 12, "spec.columns[1]", "has a column already")]
    public void Read_Mistake_NamesLinePathAndWhatIsAllowed(string right, string wrong, int line, string path, string expected)
    {
        var error = Assert.Throws<ReplayMapException>(() => ReplayMapReader.Read("map.yaml", Valid.Replace(right, wrong, StringComparison.Ordinal)));

        var found = Assert.Single(error.Errors, item => item.Path == path);
        Assert.Equal(line, found.Line);
        Assert.Contains(expected, found.ToString(), StringComparison.Ordinal);
        Assert.StartsWith($"map.yaml:{line}:", found.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a: [")]
    [InlineData("")]
    [InlineData("just text")]
    public void Read_NoMap_IsRefused(string yaml) => Assert.Throws<ReplayMapException>(() => ReplayMapReader.Read("map.yaml", yaml));

    [Fact]
    public void ReadFile_PumpTestbedSample_IsValid() =>
        Assert.Equal(8, ReplayMapReader.ReadFile(Repository.Sample("pump-testbed/map.yaml")).Columns.Count);

    [Fact]
    public void Canonical_CommentsAndOrderOfKeys_DoNotMatter() =>
        Assert.Equal(
            ReplayMapReader.Read("a.yaml", Valid).Canonical,
            ReplayMapReader.Read("b.yaml", "# again\n" + Valid.Replace("column: Flow, signal: flow", "signal: flow, column: Flow", StringComparison.Ordinal)).Canonical);
}
