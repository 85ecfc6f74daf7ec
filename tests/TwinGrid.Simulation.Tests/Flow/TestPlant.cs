namespace TwinGrid.Simulation.Tests.Flow;

/// <summary>A plant in which every module of discrete flow is used.</summary>
internal static class TestPlant
{
    public static FlowLab Lab => FlowLab.Of("""
        modules:
          - {id: shifts, module: shift-calendar, parameters: {shifts: [{from: '00:00', to: '22:00'}]}}
          - {id: crew, module: crew, parameters: {size: 2}}
          - {id: spares, module: spare-parts, parameters: {initial: 3, reorderPoint: 2, leadTime: 600}}
          - {id: orders, module: order-source, parameters: {wip: 60, interarrival: {exponential: {mean: 100}}, quantity: {uniform: {min: 5, max: 15}}, mix: {A: 1, B: 1}, dueAfter: 3600}}
          - {id: by-product, module: router, parameters: {by: product, products: {A: queue-a}, otherwise: queue-b}}
          - {id: queue-a, module: buffer, parameters: {dispatch: edd}}
          - {id: queue-b, module: buffer, parameters: {dispatch: expression, expression: -waiting}}
          - id: station-a
            module: machine
            parameters:
              service: {exponential: {mean: 10}}
              defectProbability: 0.1
              timeToFailure: {weibull: {scale: 1000, shape: 2}}
              timeToRepair: 60
              crew: crew
              spares: spares
              operators: crew
              calendar: shifts
              power: {processing: 10 kW}
          - {id: station-b, module: machine, parameters: {service: {exponential: {mean: 10}}, defectProbability: 0.1, setup: 20}}
          - {id: upkeep, module: maintenance, parameters: {machine: station-a, policy: age, interval: 900, duration: 30, crew: crew}}
          - {id: belt, module: conveyor, parameters: {length: 20, speed: 0.5, pitch: 0.4, power: 500}}
          - {id: inspection, module: inspection, parameters: {missProbability: 0.1, maxReworks: 2}}
          - {id: rework, module: machine, parameters: {service: 15, restores: true}}
          - {id: batch, module: batch, parameters: {size: 4, maxWait: 200}}
          - {id: transport, module: machine, parameters: {service: 5}}
          - {id: unbatch, module: unbatch}
          - {id: lids, module: source, parameters: {interarrival: 8}}
          - {id: closing, module: assembly, parameters: {counts: [1, 1]}}
          - {id: palletiser, module: palletiser, parameters: {layer: 5, layers: 3, layerTime: 10}}
          - {id: sink, module: sink}
          - {id: meter, module: energy-meter, parameters: {price: 0.2}}
          - {id: weather, module: disturbance, parameters: {law: {normal: {mean: 10, sd: 3}}, correlationTime: 3600}}
        connections:
          - {from: orders.out, to: by-product.in}
          - {from: by-product.out, to: queue-a.in}
          - {from: by-product.out, to: queue-b.in}
          - {from: queue-a.out, to: station-a.in}
          - {from: queue-b.out, to: station-b.in}
          - {from: station-a.out, to: belt.in}
          - {from: station-b.out, to: belt.in}
          - {from: belt.out, to: inspection.in}
          - {from: inspection.reject, to: rework.in}
          - {from: rework.out, to: inspection.in}
          - {from: inspection.out, to: batch.in}
          - {from: batch.out, to: transport.in}
          - {from: transport.out, to: unbatch.in}
          - {from: unbatch.out, to: closing.in1}
          - {from: lids.out, to: closing.in2}
          - {from: closing.out, to: palletiser.in}
          - {from: palletiser.out, to: sink.in}
          - {from: station-a.electricPower, to: meter.load}
          - {from: belt.electricPower, to: meter.load}
        """);
}
