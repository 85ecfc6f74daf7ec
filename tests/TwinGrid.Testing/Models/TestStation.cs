using TwinGrid.Model.Behaviours;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Monitors;
using TwinGrid.Simulation.Randomness;

namespace TwinGrid.Testing.Models;

/// <summary>A single server with exponential arrivals and services: all that runs need of a model.</summary>
public sealed class TestStation : ComponentModule
{
    public override ModuleDescriptor Descriptor { get; } = new()
    {
        Name = "test-station",
        Summary = "A single server with exponential arrivals.",
        Parameters =
        [
            new ParameterDescriptor("rate", ParameterKind.Number, "/s", "arrival rate") { Min = 0.001, Max = 100, Default = new NumberValue(0.5), IsTunable = true },
            new ParameterDescriptor("breakAt", ParameterKind.Integer, "1", "customer at whom the model fails") { IsOptional = true, Min = 1 },
            new ParameterDescriptor("crashAt", ParameterKind.Integer, "1", "customer at whom the module fails, as none may") { IsOptional = true, Min = 1 },
        ],
        Observables = [new ObservableDescriptor("wait", "s", "time in queue"), new ObservableDescriptor("served", "1", "customers served")],
    };

    public override Component Create(Simulator simulator, string path, ModuleArguments arguments) => new Station(simulator, path, arguments);

    private sealed class Station : Component
    {
        private const int Arrival = 1;
        private const int Departure = 2;

        private readonly Queue<double> queue = new();
        private readonly RandomStream arrivals;
        private readonly RandomStream services;
        private readonly int breakAt;
        private readonly int crashAt;
        private readonly TallyMonitor wait;
        private readonly CounterMonitor served;
        private readonly double rate;
        private bool isBusy;
        private int customers;

        public Station(Simulator simulator, string path, ModuleArguments arguments)
            : base(simulator, path)
        {
            rate = arguments.Number("rate");
            breakAt = arguments.Has("breakAt") ? arguments.Integer("breakAt") : 0;
            crashAt = arguments.Has("crashAt") ? arguments.Integer("crashAt") : 0;
            arrivals = Stream("arrivals");
            services = Stream("service");
            wait = Observe(new TallyMonitor("wait", "s"));
            served = Observe(new CounterMonitor("served", "1", simulator.Clock));
        }

        public override void Start() => ScheduleIn(arrivals, rate, Arrival);

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

                ScheduleIn(arrivals, rate, Arrival);
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
                ScheduleIn(services, 1, Departure);
            }
        }

        private void ScheduleIn(RandomStream stream, double perSecond, int kind) =>
            Schedule(Simulator.Clock.Duration(-Math.Log(stream.NextDouble()) / perSecond), kind);
    }
}
