using TwinGrid.Model.Behaviours;
using TwinGrid.Simulation.Distributions;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Monitors;
using TwinGrid.Simulation.Randomness;

namespace TwinGrid.Simulation.Tests.Experiments;

/// <summary>One station with its arrivals in one component: all that experiments need of a model.</summary>
internal sealed class TestStationModule : ComponentModule
{
    public override ModuleDescriptor Descriptor { get; } = new()
    {
        Name = "test-station",
        Summary = "A single server with exponential arrivals.",
        Parameters =
        [
            new ParameterDescriptor("rate", ParameterKind.Number, "/s", "arrival rate") { Min = 0.001, Max = 100, Default = new NumberValue(0.5), IsTunable = true },
            new ParameterDescriptor("service", ParameterKind.Distribution, "s", "service time")
            {
                Min = 0, Default = new MapValue([KeyValuePair.Create<string, ParameterValue>("exponential", new MapValue([KeyValuePair.Create<string, ParameterValue>("mean", new NumberValue(1))]))]),
            },
            new ParameterDescriptor("breakAt", ParameterKind.Integer, "1", "customer at whom the model fails") { IsOptional = true, Min = 1 },
            new ParameterDescriptor("crashAt", ParameterKind.Integer, "1", "customer at whom the module fails, as none may") { IsOptional = true, Min = 1 },
        ],
        Observables = [new ObservableDescriptor("wait", "s", "time in queue"), new ObservableDescriptor("served", "1", "customers served")],
    };

    public override Component Create(Simulator simulator, string path, ModuleArguments arguments) => new TestStation(simulator, path, arguments);

    private sealed class TestStation : Component
    {
        private const int Arrival = 1;
        private const int Departure = 2;

        private readonly Queue<double> queue = new();
        private readonly RandomStream arrivals;
        private readonly RandomStream services;
        private readonly Distribution law;
        private readonly int breakAt;
        private readonly int crashAt;
        private readonly TallyMonitor wait;
        private readonly CounterMonitor served;
        private double rate;
        private bool isBusy;
        private int customers;

        public TestStation(Simulator simulator, string path, ModuleArguments arguments)
            : base(simulator, path)
        {
            rate = arguments.Number("rate");
            law = arguments.Law("service");
            breakAt = arguments.Has("breakAt") ? arguments.Integer("breakAt") : 0;
            crashAt = arguments.Has("crashAt") ? arguments.Integer("crashAt") : 0;
            arrivals = Stream("arrivals");
            services = Stream("service");
            wait = Observe(new TallyMonitor("wait", "s"));
            served = Observe(new CounterMonitor("served", "1", simulator.Clock));
            Observe(new TimeWeightedMonitor("rate", "/s", simulator.Clock, rate));
        }

        public override void Start() => ScheduleArrival();

        public override void Set(string name, double value)
        {
            Assert.Equal("rate", name);
            rate = value;
            ((TimeWeightedMonitor)FindMonitor("rate")!).Set(Now, value);
        }

        public override void OnEvent(int kind, long argument)
        {
            if (kind == Arrival)
            {
                if (++customers == breakAt)
                {
                    throw new ModelException($"{Path}: customer {customers} broke it.");
                }

                if (customers == crashAt)
                {
                    throw new InvalidOperationException($"customer {customers} is nobody");
                }

                ScheduleArrival();
                queue.Enqueue(Simulator.NowSeconds);
            }
            else
            {
                served.Add();
                isBusy = false;
            }

            if (!isBusy && queue.TryDequeue(out var arrived))
            {
                isBusy = true;
                wait.Add(Simulator.NowSeconds - arrived);
                Schedule(Simulator.Clock.Duration(law.Sample(services)), Departure);
            }
        }

        private void ScheduleArrival() => Schedule(Simulator.Clock.Duration(-Math.Log(arrivals.NextDouble()) / rate), Arrival);
    }
}
