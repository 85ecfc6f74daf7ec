using TwinGrid.Simulation.Monitors;
using TwinGrid.Simulation.Tests.Hybrid;

namespace TwinGrid.Simulation.Tests.Flow.Energy;

public sealed class EnergyMeterTests
{
    // A day of two machines: 10 kW while they work and 2 kW else, working from 0:00 to 12:00, at 0.1 by night and 0.3 from 6:00 to 22:00.
    [Fact]
    public void Run_TwoTariffs_CostsWhatTheHoursSay()
    {
        var run = FlowLab.Of("""
            modules:
              - {id: source, module: source}
              - {id: shifts, module: shift-calendar, parameters: {shifts: [{from: '00:00', to: '12:00'}]}}
              - {id: a, module: machine, parameters: {service: 10, calendar: shifts, power: {processing: 10 kW, offShift: 2 kW}}}
              - {id: b, module: machine, parameters: {service: 10, calendar: shifts, power: {processing: 10 kW, offShift: 2 kW}}}
              - {id: sink, module: sink}
              - {id: meter, module: energy-meter, parameters: {price: 0.1, tariff: [{from: '06:00', to: '22:00', price: 0.2}]}}
            connections:
              - {from: source.out, to: a.in}
              - {from: source.out, to: b.in}
              - {from: a.out, to: sink.in}
              - {from: b.out, to: sink.in}
              - {from: a.electricPower, to: meter.load}
              - {from: b.electricPower, to: meter.load}
            """).Run(86_400);

        Assert.Equal((12 * 20) + (12 * 4), run["meter.energy", Estimator.Total], 1e-6);
        Assert.Equal((6 * 20 * 0.1) + (6 * 20 * 0.3) + (10 * 4 * 0.3) + (2 * 4 * 0.1), run["meter.cost", Estimator.Total], 1e-6);
        Assert.Equal(20_000, run["meter.demand", Estimator.Maximum], 1e-6);
        Assert.Equal(4_000, run["meter.demand", Estimator.Minimum], 1e-6);
        Assert.Equal(12_000, run["meter.power"], 1e-6);
    }

    // The meter's energy is what the machines used, however they switch.
    [Fact]
    public void Run_RandomWork_AddsUpWhatMachinesUse()
    {
        var run = FlowLab.Of("""
            modules:
              - {id: source, module: source, parameters: {interarrival: {exponential: {mean: 5}}}}
              - {id: queue, module: buffer}
              - id: machine
                module: machine
                parameters:
                  service: {exponential: {mean: 4}}
                  timeToFailure: {exponential: {mean: 100}}
                  timeToRepair: {exponential: {mean: 10}}
                  power: {processing: 30 kW, starved: 3 kW, down: 1 kW}
              - {id: belt, module: conveyor, parameters: {length: 5, speed: 1, pitch: 1, power: 500}}
              - {id: sink, module: sink}
              - {id: meter, module: energy-meter, parameters: {demandInterval: 60}}
            connections:
              - {from: source.out, to: queue.in}
              - {from: queue.out, to: machine.in}
              - {from: machine.out, to: belt.in}
              - {from: belt.out, to: sink.in}
              - {from: machine.electricPower, to: meter.load}
              - {from: belt.electricPower, to: meter.load}
            """).Run(36_000);

        var used = (run["machine.power", Estimator.Total] + run["belt.power", Estimator.Total]) / 3.6e6;
        Assert.Equal(used, run["meter.energy", Estimator.Total], 1e-9 * used);
        Assert.Equal(run["meter.power"], run["meter.demand"], 1e-6 * run["meter.power"]);
    }

    // A power that rises from 0 by 3.6 kW an hour, P = t W with t in s: energy t^2 / 2, at 0.1 until 1:00 and 0.3 from then on.
    [Fact]
    public void Run_PowerThatMovesContinuously_IsIntegratedExactly()
    {
        var documents = HybridLab.Module("ramp", "ports: [{name: power, unit: kW, direction: out}]\nequations: [\"power = 1e-3 'kW' * time / 1 's'\"]") + HybridLab.Experiment(
            """
            modules:
              - {id: ramp, module: ramp}
              - {id: meter, module: energy-meter, parameters: {price: 0.1, tariff: [{from: '01:00', to: '22:00', price: 0.2}], demandInterval: 900}}
            connections: [{from: ramp.power, to: meter.load}]
            """, 8_000, "warmUp: 700", "energy=meter.energy.total", "cost=meter.cost.total", "peak=meter.demand.max");
        var kpis = HybridLab.Run(documents).Kpis;

        static double Energy(double from, double to) => ((to * to) - (from * from)) / 2 / 3.6e6;
        Assert.Equal(Energy(700, 8_000), kpis[0], 1e-9);
        Assert.Equal((0.1 * Energy(700, 3_600)) + (0.3 * Energy(3_600, 8_000)), kpis[1], 1e-9);
        Assert.Equal(Energy(6_300, 7_200) * 3.6e6 / 900, kpis[2], 1e-6);
    }
}
