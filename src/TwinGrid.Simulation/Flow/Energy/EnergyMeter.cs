using TwinGrid.Model.Time;
using TwinGrid.Simulation.Flow.Calendars;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Monitors;
using TwinGrid.Simulation.Signals;

namespace TwinGrid.Simulation.Flow.Energy;

/// <summary>
/// Adds up the power of what is connected, the energy, what it costs by a tariff, and the highest mean over the supplier's demand intervals. Of what moves continuously it takes the
/// integral, so that energy and cost are exact.
/// </summary>
internal sealed class EnergyMeter : Component, ISignalListener
{
    private const int TariffKind = 1;
    private const int DemandKind = 2;
    private const double JoulesPerKilowattHour = 3.6e6;

    private readonly WeekPattern tariff;
    private readonly double start;
    private readonly double demandInterval;
    private readonly TimeWeightedMonitor power;
    private readonly IntegralMonitor energy;
    private readonly IntegralMonitor cost;
    private readonly TallyMonitor demand;
    private readonly StepSignal powerSignal;
    private readonly StepSignal price;
    private ISignal[] loads = [];
    private IIntegratedSignal[] moving = [];
    private double[] integrals = [];
    private SimTime since;
    private double watts;
    private double intervalJoules;

    public EnergyMeter(Simulator simulator, string path, ModuleArguments arguments)
        : base(simulator, path)
    {
        tariff = EnergyMeterModule.TariffOf(arguments);
        start = CalendarStart.InWeek(simulator, arguments);
        demandInterval = arguments.Number("demandInterval");
        power = Observe(new TimeWeightedMonitor("power", "W", simulator.Clock));
        energy = Observe(new IntegralMonitor("energy", "kW.h", simulator.Clock, Account));
        cost = Observe(new IntegralMonitor("cost", "1", simulator.Clock, Account));
        demand = Observe(new TallyMonitor("demand", "W"));
        powerSignal = new StepSignal(simulator, 0);
        price = new StepSignal(simulator, tariff.LevelAt((long)start));
    }

    /// <inheritdoc/>
    public override bool StartsLive => true;

    /// <inheritdoc/>
    public override object? Port(string name) => name switch
    {
        "power" => powerSignal,
        "price" => price,
        _ => null,
    };

    /// <inheritdoc/>
    public override void Connect(IConnections connections)
    {
        var all = connections.Peers<ISignal>("load");
        moving = [.. all.OfType<IIntegratedSignal>().Where(load => load.Integrate())];
        loads = [.. all.Except(moving)];
        integrals = new double[moving.Length];
        foreach (var load in all)
        {
            load.Subscribe(this);
        }
    }

    /// <inheritdoc/>
    public override void Start()
    {
        ScheduleTariff((long)start);
        Schedule(Simulator.Clock.Duration(demandInterval), DemandKind, priority: EventPriority.Intervention);
        Read();
    }

    /// <inheritdoc/>
    public override void InitializeFrom(ComponentState state) => Start();

    /// <inheritdoc/>
    public void OnSignal(ISignal signal)
    {
        Account();
        Read();
    }

    /// <inheritdoc/>
    public override void OnEvent(int kind, long argument)
    {
        Account();
        if (kind == TariffKind)
        {
            price.Set(tariff.LevelAt(argument));
            ScheduleTariff(argument);
            Read();
            return;
        }

        Read();
        demand.Add(intervalJoules / demandInterval);
        intervalJoules = 0;
        Schedule(Simulator.Clock.Duration(demandInterval), DemandKind, priority: EventPriority.Intervention);
    }

    /// <summary>Energy until now, before power or price changes.</summary>
    private void Account()
    {
        var joules = 0.0;
        for (var i = 0; i < moving.Length; i++)
        {
            var integral = moving[i].Integral;
            joules += integral - integrals[i];
            integrals[i] = integral;
        }

        energy.Add(joules / JoulesPerKilowattHour);
        cost.Add(joules / JoulesPerKilowattHour * price.Value);
        intervalJoules += joules + (watts * Simulator.Clock.Seconds(Now - since));
        since = Now;
    }

    private void Read()
    {
        watts = 0;
        foreach (var load in loads)
        {
            watts += load.Value;
        }

        energy.SetRate(Now, watts / JoulesPerKilowattHour);
        cost.SetRate(Now, watts / JoulesPerKilowattHour * price.Value);
        var all = watts;
        foreach (var load in moving)
        {
            all += load.Value;
        }

        power.Set(Now, all);
        powerSignal.Set(all);
    }

    private void ScheduleTariff(long second)
    {
        var next = tariff.NextChange(second);
        if (next != long.MaxValue)
        {
            var delay = Simulator.Clock.Time(next - start) - Now;
            Schedule(delay > SimDuration.Zero ? delay : SimDuration.Zero, TariffKind, next, EventPriority.Intervention);
        }
    }
}
