using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Monitors;

namespace TwinGrid.Simulation.Tests.Flow.Calendars;

/// <summary>Calendars, tariffs and profiles begin on a Monday at midnight, where they are told, or at the time of a live start.</summary>
public sealed class CalendarStartTests
{
    private const double Hour = 3_600;

    /// <summary>Tuesday 12:00 UTC of some week.</summary>
    private const double TuesdayNoon = (1_000 * 7 * 24 * Hour) + (36 * Hour);

    // Open from Tuesday 12:00 to 14:00; orders come once an hour in the afternoon; power is dear from 13:00.
    private const string Model = """
        modules:
          - {id: shifts, module: shift-calendar, parameters: {shifts: [{days: [Tue], from: "12:00", to: "14:00"}] SHIFTS}}
          - {id: orders, module: source, parameters: {interarrival: 1h, profile: {period: 24h, points: [{at: 0h, factor: 0}, {at: 12h, factor: 1}]} OFFSET}}
          - {id: queue, module: buffer}
          - {id: machine, module: machine, parameters: {service: 1 min, calendar: shifts, power: {starved: 1 kW, processing: 1 kW, offShift: 1 kW}}}
          - {id: done, module: sink}
          - {id: meter, module: energy-meter, parameters: {tariff: [{days: [Tue], from: "13:00", to: "24:00", price: 1}] OFFSET}}
        connections:
          - {from: orders.out, to: queue.in}
          - {from: queue.out, to: machine.in}
          - {from: machine.out, to: done.in}
          - {from: machine.electricPower, to: meter.load}
        """;

    // Of four hours from the start: hours on shift, arrivals, kW.h at the high price.
    [Theory]
    [InlineData("", "", null, 0, 0, 0)]
    [InlineData("", "", TuesdayNoon, 2, 4, 3)]
    [InlineData(", start: 37h", "", null, 1, 0, 0)]
    [InlineData(", start: 37h", "", TuesdayNoon, 1, 4, 3)]
    [InlineData(", utcOffset: 1h", ", utcOffset: 1h", TuesdayNoon, 1, 4, 4)]
    [InlineData(", utcOffset: -14h", ", utcOffset: -14h", TuesdayNoon, 0, 1, 0)]
    public void Start_AtATimeOfTheWeek_IsWhereCalendarsAre(string shifts, string offset, double? calendar, double onShift, double arrivals, double dear)
    {
        var lab = FlowLab.Of(Model, ("SHIFTS", shifts), ("OFFSET", offset));
        var run = new FlowRun(lab.Make(calendarSeconds: calendar));
        run.Instance.Start();
        run.Continue(4 * Hour);

        Assert.Equal(onShift, 4 * (1 - run["machine.offShift"]), 1e-6);
        Assert.Equal(arrivals, run["orders.created", Estimator.Total]);
        Assert.Equal(dear, run["meter.cost"], 1e-6);
    }
}
