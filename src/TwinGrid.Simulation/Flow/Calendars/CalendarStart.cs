using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Flow.Calendars;

/// <summary>Where in the week, or in any other period, a replication begins: as its component is told, or as the calendar says at a live start.</summary>
internal static class CalendarStart
{
    /// <summary>The parameter that says it.</summary>
    public static ParameterDescriptor Start { get; } = new("start", ParameterKind.Number, "s", "time since Monday 00:00 at which the simulation begins; absent = that of the cut at a live start, else 0")
    {
        IsOptional = true,
        Min = 0,
    };

    /// <summary>The parameter that says what local time is.</summary>
    public static ParameterDescriptor UtcOffset { get; } = new("utcOffset", ParameterKind.Number, "s", "what local time is ahead of UTC, for live starts")
    {
        Default = Values.Number(0),
        Min = -86_400,
        Max = 86_400,
    };

    /// <summary>The start in the week, s since Monday 00:00.</summary>
    /// <param name="simulator">The replication's simulator.</param>
    /// <param name="arguments">Of a module with both parameters.</param>
    public static double InWeek(Simulator simulator, ModuleArguments arguments) =>
        arguments.Has(Start.Name) ? arguments.Number(Start.Name) : Within(simulator, arguments, WeekPattern.Week);

    /// <summary>The start within a period of which one began on Monday 1970-01-05 at 00:00, s: 0 or more and below the period.</summary>
    /// <param name="simulator">The replication's simulator.</param>
    /// <param name="arguments">Of a module with the offset.</param>
    /// <param name="periodSeconds">The period, above 0.</param>
    public static double Within(Simulator simulator, ModuleArguments arguments, double periodSeconds)
    {
        var seconds = simulator.CalendarSeconds is { } utc ? utc + arguments.Number(UtcOffset.Name) : 0;
        return seconds - (Math.Floor(seconds / periodSeconds) * periodSeconds);
    }
}
