using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Time;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Signals;

namespace TwinGrid.Simulation.Tests.Agents;

/// <summary>
/// A level in m that rises at 1 m/s and falls again from a time on. Its passages are found a little early, as a solver finds them within its tolerance, and
/// listeners are told of a jump of nothing then, as rounding makes one when a block is computed anew.
/// </summary>
internal sealed class RampModule : ComponentModule
{
    public override ModuleDescriptor Descriptor { get; } = new()
    {
        Name = "ramp",
        Summary = "A level that rises and falls.",
        Parameters = [new("turn", ParameterKind.Number, "s", "when it turns") { Default = new NumberValue(10) }],
        Ports = [new("level", PortKind.Signal, PortDirection.Out, "m", "the level") { IsOptional = true, MaxConnections = int.MaxValue }],
    };

    public override Component Create(Simulator simulator, string path, ModuleArguments arguments) => new Ramp(simulator, path, arguments.Number("turn"));

    private sealed class Ramp(Simulator simulator, string path, double turn) : Component(simulator, path), ISignal
    {
        private readonly List<SignalWatch> watches = [];
        private readonly List<ISignalListener> listeners = [];

        public double Value => Simulator.NowSeconds <= turn ? Simulator.NowSeconds : (2 * turn) - Simulator.NowSeconds;

        public override object Port(string name) => this;

        public override void Start()
        {
            for (var i = 0; i < watches.Count; i++)
            {
                var watch = watches[i];
                var seconds = watch.Direction == CrossingDirection.Rising ? watch.Level : (2 * turn) - watch.Level;
                if (watch.Level < turn)
                {
                    Schedule(new SimDuration(Simulator.Clock.Duration(seconds).Ticks - 1), i, 0, EventPriority.Physics);
                }
            }
        }

        public override void OnEvent(int kind, long argument)
        {
            Simulator.Schedule(SimDuration.Zero, watches[kind].Target, watches[kind].Kind);
            foreach (var listener in listeners)
            {
                listener.OnSignal(this);
            }
        }

        public void Subscribe(ISignalListener listener) => listeners.Add(listener);

        public SignalWatch Watch(double level, CrossingDirection direction, IEventTarget target, int kind)
        {
            watches.Add(new SignalWatch(level, direction, target, kind));
            return watches[^1];
        }
    }
}
