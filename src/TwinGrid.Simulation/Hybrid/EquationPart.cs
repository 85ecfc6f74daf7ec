using System.Collections.Immutable;
using TwinGrid.Model.Behaviours.Equations;
using TwinGrid.Model.Names;
using TwinGrid.Model.Units;
using TwinGrid.Simulation.Equations;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Monitors;
using TwinGrid.Simulation.Signals;

namespace TwinGrid.Simulation.Hybrid;

/// <summary>An instance of a module of equations in a replication: its share in the block that solves it together with what it is connected to.</summary>
internal sealed class EquationPart : IModelPart
{
    private readonly ModuleDefinition definition;
    private readonly ContinuousBlock block;
    private readonly List<ComponentMonitor> monitors = [];
    private readonly Dictionary<string, ContinuousSignal> signals = new(StringComparer.Ordinal);
    private ComponentState? state;

    public EquationPart(PlannedModule module, ContinuousBlock block)
    {
        definition = ((EquationModule)module.Type).Module.Definition;
        Path = module.Path;
        this.block = block;
        foreach (var output in EquationOutputs.Of(definition))
        {
            monitors.Add(block.Observe(output.Name, output.Unit, Handle(output.Name)));
        }

        foreach (var one in EquationOutputs.EventsOf(definition))
        {
            monitors.Add(block.Count(one.Name, $"{Path}.{one.Name}"));
        }
    }

    public string Path { get; }

    public IReadOnlyList<ComponentMonitor> Monitors => monitors;

    public bool StartsLive => true;

    public object? Port(string name)
    {
        if (!signals.TryGetValue(name, out var signal) && definition.Ports.FirstOrDefault(p => p.Name == name) is SignalPort port)
        {
            signals.Add(name, signal = new ContinuousSignal(block, name, Handle(name), Unit.Parse(port.Unit)));
        }

        return signal;
    }

    /// <summary>Inputs that no equation determines follow the signals of components.</summary>
    public void Connect(IConnections connections)
    {
        foreach (var port in definition.Ports.OfType<SignalPort>().Where(p => !p.IsOutput))
        {
            var handle = Handle(port.Name);
            if (block.Model.Describe(handle).Kind != EquationVariableKind.Input)
            {
                continue;
            }

            foreach (var peer in connections.Peers<ISignal>(port.Name))
            {
                block.Follow(port.Name, handle, Unit.Parse(port.Unit), peer);
            }
        }
    }

    public void Start()
    {
    }

    public void InitializeFrom(ComponentState state) => this.state = state;

    /// <summary>What a live start told of its variables, by handle, in SI units.</summary>
    public IEnumerable<(int Handle, double Value)> Given()
    {
        foreach (var (name, value) in state?.Values ?? ImmutableSortedDictionary<string, double>.Empty)
        {
            var output = EquationOutputs.Of(definition).FirstOrDefault(o => o.Name == name) ?? throw Unknown(name);
            yield return (Handle(name), Unit.Parse(output.Unit).ToCoherent(value));
        }
    }

    public void Set(string name, double value)
    {
        if (definition.Parameters.FirstOrDefault(p => p.Name == name) is not { IsTunable: true } parameter)
        {
            throw new ArgumentException($"{Path} has no tunable parameter '{name}'.", nameof(name));
        }

        if (block.Surrogate?.Objection(name) is { } objection)
        {
            throw new ModelException(objection);
        }

        block.Change(Handle(name), Unit.Parse(parameter.Unit).ToCoherent(value));
    }

    private int Handle(string name) => block.Model.Handle($"{Path}.{name}");

    private ModelException Unknown(string name)
    {
        var alike = Suggestion.Nearest(name, EquationOutputs.Of(definition).Select(o => o.Name));
        return new ModelException($"{Path} ({definition}) has no variable '{name}' that could have a value at the start{(alike is null ? "." : $"; did you mean '{alike}'?")}");
    }
}
