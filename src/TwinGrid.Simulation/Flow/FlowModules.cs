using System.Collections.Immutable;
using TwinGrid.Simulation.Flow.Batching;
using TwinGrid.Simulation.Flow.Boundaries;
using TwinGrid.Simulation.Flow.Calendars;
using TwinGrid.Simulation.Flow.Crews;
using TwinGrid.Simulation.Flow.Disturbances;
using TwinGrid.Simulation.Flow.Energy;
using TwinGrid.Simulation.Flow.Junctions;
using TwinGrid.Simulation.Flow.Maintenance;
using TwinGrid.Simulation.Flow.Orders;
using TwinGrid.Simulation.Flow.Stations;
using TwinGrid.Simulation.Flow.Storage;
using TwinGrid.Simulation.Flow.Transport;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Flow;

/// <summary>The modules of discrete flow.</summary>
public static class FlowModules
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<ModuleType> All { get; } =
    [
        new SourceModule(),
        new OrderSourceModule(),
        new SinkModule(),
        new MachineModule(),
        new BufferModule(),
        new ConveyorModule(),
        new RouterModule(),
        new InspectionModule(),
        new BatcherModule(),
        new UnbatcherModule(),
        new KittingModule(),
        new PalletiserModule(),
        new MaintenanceModule(),
        new EnergyMeterModule(),
        new ShiftCalendarModule(),
        new CrewModule(),
        new SpareStockModule(),
        new DisturbanceModule(),
    ];
}
