using System.Runtime.CompilerServices;
using TwinGrid.Model.Time;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Signals;

namespace TwinGrid.Simulation.Flow.Calendars;

/// <summary>Says when there is work, and with how many.</summary>
internal sealed class ShiftCalendar : Component
{
    private const int ChangeKind = 1;

    private readonly WeekPattern pattern;
    private readonly double offset;

    public ShiftCalendar(Simulator simulator, string path, ModuleArguments arguments)
        : base(simulator, path)
    {
        pattern = ShiftCalendarModule.PatternOf(arguments);
        offset = CalendarStart.InWeek(simulator, arguments);
        Level = new StepSignal(simulator, pattern.LevelAt((long)offset));
    }

    /// <summary>0 outside shifts; within them the shift's level.</summary>
    public StepSignal Level { get; }

    /// <inheritdoc/>
    public override bool StartsLive => true;

    /// <inheritdoc/>
    public override object? Port(string name) => name == "level" ? Level : null;

    /// <inheritdoc/>
    public override void Start() => ScheduleNext((long)offset);

    /// <inheritdoc/>
    public override void InitializeFrom(ComponentState state) => Start();

    /// <inheritdoc/>
    public override void OnEvent(int kind, long argument)
    {
        Level.Set(pattern.LevelAt(argument));
        ScheduleNext(argument);
    }

    private void ScheduleNext(long second)
    {
        var next = pattern.NextChange(second);
        if (next != long.MaxValue)
        {
            var delay = Simulator.Clock.Time(next - offset) - Now;
            Schedule(delay > SimDuration.Zero ? delay : SimDuration.Zero, ChangeKind, next, EventPriority.Intervention);
        }
    }
}

/// <summary>The module <c>shift-calendar</c>.</summary>
internal sealed class ShiftCalendarModule : ComponentModule
{
    private static readonly ConditionalWeakTable<ModuleArguments, WeekPattern> Known = [];

    /// <inheritdoc/>
    public override ModuleDescriptor Descriptor { get; } = new()
    {
        Name = "shift-calendar",
        Summary = "Shifts of a week and what is different once. Machines and crews that name it work while its level is above 0; a crew has so many times its size on duty.",
        Parameters =
        [
            new("shifts", ParameterKind.Structure, "1", "shifts of the week, [{days: [Mon, Tue], from: \"06:00\", to: \"14:00\", level: 1}]; overlapping levels add up"),
            new("exceptions", ParameterKind.Structure, "1", "stretches with another level, once, [{from: 36h, to: 48h, level: 0}], since the Monday of the first week") { IsOptional = true },
            CalendarStart.Start,
            CalendarStart.UtcOffset,
        ],
        Ports = [new("level", PortKind.Signal, PortDirection.Out, "1", "level of the present shift, 0 = none") { IsOptional = true, MaxConnections = int.MaxValue }],
    };

    /// <inheritdoc/>
    public override IEnumerable<ModelError> Check(ModuleArguments arguments)
    {
        var errors = new List<ModelError>();
        Read(arguments, errors);
        return errors;
    }

    /// <inheritdoc/>
    public override Component Create(Simulator simulator, string path, ModuleArguments arguments) => new ShiftCalendar(simulator, path, arguments);

    /// <summary>The pattern that checked arguments say.</summary>
    public static WeekPattern PatternOf(ModuleArguments arguments) => Known.GetValue(arguments, static a => Read(a, []));

    private static WeekPattern Read(ModuleArguments arguments, ICollection<ModelError> errors)
    {
        var shifts = arguments.Structure("shifts");
        var stretches = new WeekPatternReader(shifts.Scope, "level", "1", 1, errors).Stretches(shifts.Value, "shifts");
        if (!arguments.Has("exceptions"))
        {
            return new WeekPattern(stretches, []);
        }

        var (value, scope) = arguments.Structure("exceptions");
        return new WeekPattern(stretches, new WeekPatternReader(scope, "level", "1", 0, errors).Exceptions(value, "exceptions"));
    }
}
