using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace TwinGrid.Simulation.Experiments.Records;

/// <summary>The KPIs of every replication as a table: a row a replication, by arm and then in index order.</summary>
public static class ReplicationTable
{
    private static readonly ImmutableArray<string> Own = ["arm", "replication", "events", "digest"];

    /// <summary>Names of the columns of KPIs: their ids, <c>kpi.arm</c> where one has the name of another column.</summary>
    public static ImmutableArray<string> Columns(IEnumerable<string> kpis) => [.. kpis.Select(kpi => Own.Contains(kpi) ? $"kpi.{kpi}" : kpi)];

    /// <summary>CSV: <c>arm,replication</c>, the KPIs, <c>events,digest</c>. What a replication did not observe is empty; numbers read back as the same bits.</summary>
    /// <param name="record">A record with traces.</param>
    /// <param name="kpis">Ids of the KPIs, in the order of the document.</param>
    public static string Csv(RunRecord record, IEnumerable<string> kpis)
    {
        ArgumentNullException.ThrowIfNull(record);
        var text = new StringBuilder("arm,replication,");
        text.AppendJoin(',', Columns(kpis).Select(Quoted)).Append(",events,digest\n");
        foreach (var trace in record.Traces)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Quoted(record.Arms[trace.Arm])},{trace.Replication}");
            foreach (var kpi in trace.Kpis)
            {
                text.Append(',').Append(double.IsNaN(kpi) ? "" : kpi.ToString("R", CultureInfo.InvariantCulture));
            }

            text.Append(CultureInfo.InvariantCulture, $",{trace.Events},{trace.Digest:x16}\n");
        }

        return text.ToString();
    }

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\n\r") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
