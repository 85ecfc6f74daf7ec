using System.Globalization;
using TwinGrid.Model.Scenarios;
using TwinGrid.Model.Time;
using TwinGrid.Simulation.Flow;
using TwinGrid.Simulation.Flow.Parts;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Experiments.Replications;

/// <summary>Takes the Gantt record of one replication. It only looks: digests and KPIs are the same with and without it.</summary>
/// <param name="most">Spans that are kept; what comes later is left out.</param>
internal sealed class GanttRecorder(int most) : IFlowRecorder
{
    /// <summary>Enough for a chart.</summary>
    private const int MostForChart = 10_000;

    /// <summary>Enough to follow parts, in a few megabytes.</summary>
    private const int MostForTrace = 200_000;

    private readonly List<GanttRow> rows = [];
    private readonly List<string> phases = [];
    private readonly Dictionary<(string Component, int Server), int> rowOf = [];
    private readonly List<(int Phase, string Part, SimTime Since)> now = [];
    private readonly List<GanttSpan> spans = [];
    private SimTime? cut;

    /// <summary>The recorder that a document wants; null = none.</summary>
    public static GanttRecorder? Of(OutputSettings outputs) => outputs.Gantt ? new GanttRecorder(MostForChart) : null;

    /// <summary>One that keeps as much as it may.</summary>
    public static GanttRecorder ForTrace() => new(MostForTrace);

    /// <summary>Watches the components of a replication; before its start.</summary>
    public void Watch(ModelInstance instance) => instance.Simulator.Shared<FlowContext>().Recorder = this;

    /// <inheritdoc/>
    public void Enter(string component, int server, string phase, Part? part, SimTime now)
    {
        if (cut is not null)
        {
            return;
        }

        var index = PhaseOf(phase);
        var text = part is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{(part.Product.Length == 0 ? "part" : part.Product)}/{part.Number}");
        if (!rowOf.TryGetValue((component, server), out var row))
        {
            rowOf.Add((component, server), row = rows.Count);
            rows.Add(new GanttRow(component, server));
            this.now.Add((index, text, now));
            return;
        }

        var (before, about, _) = this.now[row];
        if (before == index && about == text)
        {
            return;
        }

        Close(row, now);
        this.now[row] = (index, text, now);
        if (spans.Count + rows.Count >= most)
        {
            cut = now;
        }
    }

    /// <summary>The record; null when no component told anything.</summary>
    /// <param name="end">End of the replication.</param>
    public GanttRecord? Finish(SimTime end)
    {
        var last = cut ?? end;
        for (var row = 0; row < rows.Count; row++)
        {
            Close(row, last);
        }

        return rows.Count == 0 ? null : new GanttRecord([.. rows], [.. phases], [.. spans], last.Ticks, cut is not null);
    }

    private void Close(int row, SimTime until)
    {
        var (phase, part, since) = now[row];
        if (until > since)
        {
            spans.Add(new GanttSpan(row, phase, since.Ticks, until.Ticks, part));
        }
    }

    private int PhaseOf(string phase)
    {
        var index = phases.IndexOf(phase);
        if (index < 0)
        {
            index = phases.Count;
            phases.Add(phase);
        }

        return index;
    }
}
