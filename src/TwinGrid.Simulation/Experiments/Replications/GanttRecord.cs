using System.Collections.Immutable;
using TwinGrid.Model.Time;

namespace TwinGrid.Simulation.Experiments.Replications;

/// <summary>What components were doing when, in one replication: its Gantt chart, and the trace of its parts. Bounded.</summary>
/// <param name="Rows">Components, or their servers, in the order in which they first did something.</param>
/// <param name="Phases">Names of the phases, in the order in which they first occurred.</param>
/// <param name="Spans">Spans of time, by end.</param>
/// <param name="EndTicks">Up to when it was recorded: the end of the replication, or before it when there was too much to keep.</param>
/// <param name="IsCut">There was too much to keep.</param>
public sealed record GanttRecord(ImmutableArray<GanttRow> Rows, ImmutableArray<string> Phases, ImmutableArray<GanttSpan> Spans, long EndTicks, bool IsCut)
{
    /// <summary>The spans as they are read: component, server, phase, part ("" = none), start and end in seconds, in the order of their starts.</summary>
    /// <param name="clock">The replication's clock.</param>
    public IEnumerable<(string Component, int Server, string Phase, string Part, double StartSeconds, double EndSeconds)> Read(SimClock clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return Spans.OrderBy(span => span.StartTicks).ThenBy(span => span.Row).Select(span => (
            Rows[span.Row].Component, Rows[span.Row].Server, Phases[span.Phase], span.Part,
            clock.Seconds(new SimTime(span.StartTicks)), clock.Seconds(new SimTime(span.EndTicks))));
    }
}

/// <summary>A row of a Gantt chart.</summary>
/// <param name="Component">Path.</param>
/// <param name="Server">Which of its parallel servers, from 0.</param>
public sealed record GanttRow(string Component, int Server);

/// <summary>A time that a component spent in a phase.</summary>
/// <param name="Row">Index of its row.</param>
/// <param name="Phase">Index of the phase.</param>
/// <param name="StartTicks">Start.</param>
/// <param name="EndTicks">End.</param>
/// <param name="Part">The part that it was about, <c>product/number</c>; "" = none.</param>
public readonly record struct GanttSpan(int Row, int Phase, long StartTicks, long EndTicks, string Part);
