using TwinGrid.Model.Time;
using TwinGrid.Simulation.Flow.Calendars;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Monitors;
using TwinGrid.Simulation.Signals;

namespace TwinGrid.Simulation.Flow.Energy;

/// <summary>Adds up the power of what is connected, the energy, what it costs by a tariff, and the highest mean over the supplier's demand intervals.</summary>
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
    private SimTime since;
    private double watts;
    private double intervalJoules;

    public EnergyMeter(Simulator simulator, string path, ModuleArguments arguments)
        : base(simulator, path)
    {
        tariff = EnergyMeterModule.TariffOf(arguments);
        start = arguments.Number("start");
        demandInterval = arguments.Number("demandInterval");
        power = Observe(new TimeWeightedMonitor("power", "W", simulator.Clock));
        energy = Observe(new IntegralMonitor("energy", "kW.h", simulator.Clock));
        cost = Observe(new IntegralMonitor("cost", "1", simulator.Clock));
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
        loads = [.. connections.Peers<ISignal>("load")];
        foreach (var load in loads)
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

    /// <summary>Energy of the demand interval until now, before power changes.</summary>
    private void Account()
    {
        intervalJoules += watts * Simulator.Clock.Seconds(Now - since);
        since = Now;
    }

    private void Read()
    {
        watts = 0;
        foreach (var load in loads)
        {
            watts += load.Value;
        }

        power.Set(Now, watts);
        energy.SetRate(Now, watts / JoulesPerKilowattHour);
        cost.SetRate(Now, watts / JoulesPerKilowattHour * price.Value);
        powerSignal.Set(watts);
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
