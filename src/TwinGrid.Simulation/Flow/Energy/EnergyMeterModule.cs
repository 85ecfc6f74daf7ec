using System.Runtime.CompilerServices;
using TwinGrid.Simulation.Flow.Calendars;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Flow.Energy;

/// <summary>The module <c>energy-meter</c>.</summary>
internal sealed class EnergyMeterModule : ComponentModule
{
    private static readonly ConditionalWeakTable<ModuleArguments, WeekPattern> Known = [];

    /// <inheritdoc/>
    public override ModuleDescriptor Descriptor { get; } = new()
    {
        Name = "energy-meter",
        Summary =
            "Adds up the electric power of what is connected: energy = integral of power, cost = integral of power times the tariff's price, demand = mean power of each demand interval, " +
            "of which the maximum is what a demand charge is for. Energy, cost and demand of what moves continuously are exact; the figure and signal 'power' read it at jumps and once a demand interval.",
        Source = "IEC 62053-22 (active energy); demand over 15 min intervals as in European supply contracts",
        Parameters =
        [
            new("tariff", ParameterKind.Structure, "1", "price of a kW.h over the week, in any currency, [{days: [Mon, Tue], from: \"06:00\", to: \"22:00\", price: 0.3}]; overlapping prices add up")
            {
                IsOptional = true,
            },
            new("price", ParameterKind.Number, "1", "price of a kW.h at any time, beside the tariff") { Default = Values.Number(0) },
            CalendarStart.Start,
            CalendarStart.UtcOffset,
            new("demandInterval", ParameterKind.Number, "s", "over which the mean power is taken") { Default = Values.Number(900), Min = 1 },
        ],
        Ports =
        [
            new("load", PortKind.Signal, PortDirection.In, "W", "electric power of a machine") { MaxConnections = int.MaxValue },
            new("power", PortKind.Signal, PortDirection.Out, "W", "electric power of all together") { IsOptional = true, MaxConnections = int.MaxValue },
            new("price", PortKind.Signal, PortDirection.Out, "1", "present price of a kW.h by the tariff") { IsOptional = true, MaxConnections = int.MaxValue },
        ],
        Observables =
        [
            new("power", "W", "electric power"),
            new("energy", "kW.h", "energy"),
            new("cost", "1", "what it costs, in the tariff's currency"),
            new("demand", "W", "mean power of demand intervals; its maximum is the peak demand"),
        ],
    };

    /// <inheritdoc/>
    public override IEnumerable<ModelError> Check(ModuleArguments arguments)
    {
        var errors = new List<ModelError>();
        Read(arguments, errors);
        return errors;
    }

    /// <inheritdoc/>
    public override Component Create(Simulator simulator, string path, ModuleArguments arguments) => new EnergyMeter(simulator, path, arguments);

    /// <summary>The prices that checked arguments say.</summary>
    public static WeekPattern TariffOf(ModuleArguments arguments) => Known.GetValue(arguments, static a => Read(a, []));

    private static WeekPattern Read(ModuleArguments arguments, ICollection<ModelError> errors)
    {
        List<PatternStretch> stretches = [new PatternStretch(0, WeekPattern.Week, arguments.Number("price"))];
        if (arguments.Has("tariff"))
        {
            var (value, scope) = arguments.Structure("tariff");
            stretches.AddRange(new WeekPatternReader(scope, "price", "1", null, errors).Stretches(value, "tariff"));
        }

        return new WeekPattern(stretches, []);
    }
}
