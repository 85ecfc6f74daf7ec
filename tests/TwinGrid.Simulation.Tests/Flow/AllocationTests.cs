namespace TwinGrid.Simulation.Tests.Flow;

/// <summary>A plant that has been running for a while allocates nothing more, whatever modules it is made of.</summary>
public sealed class AllocationTests
{
    [Fact]
    public void Run_PlantOfAllModules_AllocatesNothingInSteadyState()
    {
        var simulator = TestPlant.Lab.Run(1_000_000).Instance.Simulator;
        var events = simulator.EventCount;

        var before = GC.GetAllocatedBytesForCurrentThread();
        simulator.RunUntil(simulator.Clock.Time(1_400_000));

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.InRange(simulator.EventCount - events, 150_000, 2_000_000);
        Assert.Equal(0, allocated);
    }
}
