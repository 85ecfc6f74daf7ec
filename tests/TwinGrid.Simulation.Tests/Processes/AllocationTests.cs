using TwinGrid.Simulation.Distributions;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Processes;
using TwinGrid.Simulation.Resources;

namespace TwinGrid.Simulation.Tests.Processes;

/// <summary>Bytes allocated in steady state.</summary>
public sealed class AllocationTests
{
    [Fact]
    public void Events_ProcessesWithResourcesStoresAndContainers_AllocateNothing()
    {
        var simulator = Replicated.Simulator(0);
        var shop = new Shop(simulator);
        simulator.Start(shop.Source());
        simulator.RunUntil(simulator.Clock.Time(20_000));

        var events = simulator.EventCount;
        var before = GC.GetAllocatedBytesForCurrentThread();
        simulator.RunUntil(simulator.Clock.Time(40_000));
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;

        // A longer queue than ever, or a checkpoint of the trace, may grow a table once: that is no cost per event.
        Assert.InRange(bytes, 0, 0.01 * (simulator.EventCount - events));
        Assert.InRange(simulator.EventCount - events, 50_000, 1_000_000);
        Assert.InRange(shop.Preempted, 100, 100_000);
        Assert.InRange(shop.Reneged, 100, 100_000);
    }

    private sealed class Shop(Simulator simulator)
    {
        private readonly PreemptiveResource machine = new(simulator, "machine");
        private readonly Resource crane = new(simulator, "crane", 2);
        private readonly Container oil = new(simulator, "oil", "L", 100, 50);
        private readonly Store<int> pallets = new(simulator, "pallets", 5);
        private readonly Exponential unit = new(1);

        public int Preempted { get; private set; }

        public int Reneged { get; private set; }

        public async Process Source()
        {
            var arrivals = simulator.Streams.Stream("source", "arrivals");
            var services = simulator.Streams.Stream("source", "service");
            for (var i = 0; ; i++)
            {
                await simulator.Delay(1.6 * unit.Sample(arrivals));
                simulator.Start(Part(i, 0.4 * unit.Sample(services)));
            }
        }

        private async Process Part(int number, double seconds)
        {
            await simulator.Start(Pallet(number)).Join();
            using (var held = await machine.Request(number % 2))
            {
                if ((await simulator.Delay(seconds)).Interrupted)
                {
                    Preempted++;
                }
            }

            await oil.Get(1);
            await oil.Put(1);
            using (var lifted = await crane.Request().Within(simulator.Clock.Duration(0.5)))
            {
                Reneged += lifted.Granted ? 0 : 1;
                await simulator.Any(simulator.Delay(2 * seconds), simulator.Delay(3));
            }

            await pallets.Get();
        }

        private async Process Pallet(int number) => await pallets.Put(number);
    }
}
