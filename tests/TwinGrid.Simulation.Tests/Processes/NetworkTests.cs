using TwinGrid.Simulation.Distributions;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Monitors;
using TwinGrid.Simulation.Processes;
using TwinGrid.Simulation.Randomness;
using TwinGrid.Simulation.Resources;
using TwinGrid.Simulation.Tests.Validation;

namespace TwinGrid.Simulation.Tests.Processes;

/// <summary>Networks of queues with closed forms.</summary>
public sealed class NetworkTests
{
    private const double WarmUp = 1_000;

    /// <summary>Single servers with exponential service, and the customers at each.</summary>
    private sealed class Network
    {
        public Network(Simulator simulator, params double[] rates)
        {
            Simulator = simulator;
            Servers = [.. rates.Select((_, i) => new Resource(simulator, $"server-{i}"))];
            Services = [.. rates.Select(rate => new Exponential(1 / rate))];
            Streams = [.. rates.Select((_, i) => simulator.Streams.Stream($"server-{i}", "service"))];
            At = [.. rates.Select((_, i) => new TimeWeightedMonitor($"at-{i}", "1", simulator.Clock))];
            Routes = simulator.Streams.Stream("network", "routing");
        }

        public Simulator Simulator { get; }

        public Resource[] Servers { get; }

        public Exponential[] Services { get; }

        public RandomStream[] Streams { get; }

        public RandomStream Routes { get; }

        public TimeWeightedMonitor[] At { get; }

        /// <summary>Customers stay, and a sojourn is a cycle that ends at the first node.</summary>
        public bool IsClosed { get; init; }

        public TallyMonitor Sojourns { get; } = new("sojourns", "s");

        /// <summary>Means of customers at the nodes after a warm-up.</summary>
        public double[] Run(double seconds)
        {
            Simulator.RunUntil(Simulator.Clock.Time(WarmUp));
            Array.ForEach(At, monitor => monitor.Reset(Simulator.Now));
            Sojourns.Reset(Simulator.Now);
            Simulator.RunUntil(Simulator.Clock.Time(WarmUp + seconds));
            return Array.ConvertAll(At, monitor => monitor.Value(Estimator.Mean, Simulator.Now));
        }

        /// <summary>A customer who goes from node to node until there is none.</summary>
        public async Process Customer(int node, Func<int, double, int> next)
        {
            var came = Simulator.NowSeconds;
            while (node >= 0)
            {
                At[node].Add(Simulator.Now, 1);
                using (await Servers[node].Request())
                {
                    await Simulator.Delay(Services[node].Sample(Streams[node]));
                }

                At[node].Add(Simulator.Now, -1);
                node = next(node, Routes.NextDouble());
                if (node < 0 || (IsClosed && node == 0))
                {
                    Sojourns.Add(Simulator.NowSeconds - came);
                    came = Simulator.NowSeconds;
                }
            }
        }

        public async Process Source(double rate, Func<int, double, int> next)
        {
            var arrivals = Simulator.Streams.Stream("network", "arrivals");
            var interarrival = new Exponential(1 / rate);
            while (true)
            {
                await Simulator.Delay(interarrival.Sample(arrivals));
                Simulator.Start(Customer(0, next));
            }
        }
    }

    [Fact]
    [Validation("processes, 30 replications of 20 000 s")]
    public void Customers_JacksonNetwork_HaveProductForm() => Replicated.Agrees(
        "13",
        30,
        simulator =>
        {
            var network = new Network(simulator, 2, 2, 1.5);
            simulator.Start(network.Source(1, Next));
            return [.. network.Run(20_000), network.Sojourns.Value(Estimator.Mean, simulator.Now)];

            static int Next(int node, double u) => node switch
            {
                0 => u < 0.6 ? 1 : 2,
                1 => u < 0.2 ? 0 : u < 0.7 ? 2 : -1,
                _ => u < 0.1 ? 1 : -1,
            };
        },
        ("L1", 1.3688761), ("L2", 0.6374502), ("L3", 1.3133208), ("W", 3.3196471));

    [Fact]
    [Validation("processes, 30 replications of 20 000 s")]
    public void Customers_Tandem_StayAsBurkeSays() => Replicated.Agrees(
        "14",
        30,
        simulator =>
        {
            var network = new Network(simulator, 1, 0.8);
            simulator.Start(network.Source(0.5, static (node, _) => node == 0 ? 1 : -1));
            network.Run(20_000);
            return [network.Sojourns.Value(Estimator.Mean, simulator.Now)];
        },
        ("W", 5.3333333));

    [Fact]
    [Validation("processes, 30 replications of 10 000 s")]
    public void Customers_ClosedNetwork_AgreeWithMeanValueAnalysis() => Replicated.Agrees(
        "15",
        30,
        simulator =>
        {
            var network = new Network(simulator, 1, 1 / 0.8, 2) { IsClosed = true };
            for (var i = 0; i < 5; i++)
            {
                simulator.Start(network.Customer(0, static (node, _) => (node + 1) % 3));
            }

            const double Horizon = 10_000;
            var means = network.Run(Horizon);
            return [network.Sojourns.Count / Horizon, network.Sojourns.Value(Estimator.Mean, simulator.Now), .. means];
        },
        ("throughput", 0.8746757), ("cycle time", 5.7164042), ("L1", 2.6494663), ("L2", 1.6370716), ("L3", 0.7134621));

    // A server that fails by the time it has worked: service goes on where it stopped, so that a customer takes its service and the repairs in it.
    [Fact]
    [Validation("processes, 30 replications of 30 000 s")]
    public void Wait_ServerThatFails_MeetsPollaczekAndKhinchine() => Replicated.Agrees(
        "10",
        30,
        simulator =>
        {
            Exponential interarrival = new(2), service = new(1), life = new(10), repair = new(2);
            RandomStream arrivals = simulator.Streams.Stream("queue", "arrivals"), services = simulator.Streams.Stream("queue", "service");
            RandomStream lives = simulator.Streams.Stream("queue", "life"), repairs = simulator.Streams.Stream("queue", "repair");
            var server = new Resource(simulator, "server");
            var sojourns = new TallyMonitor("sojourns", "s");
            var untilFailure = simulator.Clock.Duration(life.Sample(lives));
            simulator.Start(Source());
            simulator.RunUntil(simulator.Clock.Time(WarmUp));
            server.Waits.Reset(simulator.Now);
            sojourns.Reset(simulator.Now);
            simulator.RunUntil(simulator.Clock.Time(WarmUp + 30_000));
            return [server.Waits.Value(Estimator.Mean, simulator.Now), sojourns.Value(Estimator.Mean, simulator.Now)];

            async Process Source()
            {
                while (true)
                {
                    await simulator.Delay(interarrival.Sample(arrivals));
                    simulator.Start(Customer());
                }
            }

            async Process Customer()
            {
                var came = simulator.NowSeconds;
                using var held = await server.Request();
                var left = simulator.Clock.Duration(service.Sample(services));
                while (left > untilFailure)
                {
                    await simulator.Delay(untilFailure);
                    left -= untilFailure;
                    await simulator.Delay(repair.Sample(repairs));
                    untilFailure = simulator.Clock.Duration(life.Sample(lives));
                }

                await simulator.Delay(left);
                untilFailure -= left;
                sojourns.Add(simulator.NowSeconds - came);
            }
        },
        ("Wq", 2.3), ("W", 3.5));
}
