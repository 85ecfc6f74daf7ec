using System.Collections.Immutable;
using TwinGrid.Simulation.Flow;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Monitors;

namespace TwinGrid.Simulation.Tests.Flow;

/// <summary>What descriptors promise, the components keep.</summary>
public sealed class FlowModulesTests
{
    private static readonly FlowLab Lab = TestPlant.Lab;

    public static TheoryData<string> Modules => [.. FlowModules.All.Select(m => m.Descriptor.Name)];

    [Theory]
    [MemberData(nameof(Modules))]
    public void Component_OfEveryModule_HasTheFiguresPortsAndTunablesOfItsDescriptor(string name)
    {
        var run = Lab.Run(100);
        var planned = Assert.Single(Lab.Modules.Where(m => m.Type.Descriptor.Name == name).Take(1));
        var (descriptor, part) = (planned.Type.Descriptor, run.Instance.Find(planned.Path)!);

        Assert.NotEmpty(descriptor.Summary);
        Assert.Equal(descriptor.Observables.Select(o => (o.Name, o.Unit)).Order(), part.Monitors.Select(m => (m.Name, m.Unit)).Order());
        Assert.All(descriptor.Ports.Where(p => p.Kind == PortKind.Material || p.Direction == PortDirection.Out), port => Assert.NotNull(part.Port(port.Name)));
        Assert.Null(part.Port("none"));
        foreach (var parameter in descriptor.Parameters.Where(p => p.IsTunable && planned.Arguments.IsNumber(p.Name)))
        {
            part.Set(parameter.Name, planned.Arguments.AsNumber(parameter.Name));
        }

        Assert.Throws<ArgumentException>(() => part.Set("none", 1));
        run.Continue(20_000);
    }

    // A monitor's figures begin anew after the warm-up, whatever it keeps.
    [Theory]
    [MemberData(nameof(Modules))]
    public void Reset_EveryMonitor_ForgetsWhatWas(string name)
    {
        var run = Lab.Run(10_000);
        var part = run.Instance.Find(Lab.Modules.First(m => m.Type.Descriptor.Name == name).Path)!;
        foreach (var monitor in part.Monitors)
        {
            monitor.Reset(run.Now);
        }

        foreach (var monitor in part.Monitors.Where(m => m.Has(Estimator.Total)))
        {
            Assert.Equal(0, monitor.Value(Estimator.Total, run.Now));
        }
    }

    // A component that starts live takes the states that its descriptor names.
    [Theory]
    [MemberData(nameof(Modules))]
    public void InitializeFrom_StatesOfTheDescriptor_KeepsTheBalanceOfParts(string name)
    {
        var planned = Lab.Modules.First(m => m.Type.Descriptor.Name == name);
        var values = planned.Type.Descriptor.States.Where(s => s.Name is not ("phase" or "elapsed"))
            .Aggregate(ImmutableSortedDictionary<string, double>.Empty, (all, state) => all.Add(state.Name, 1));
        var phase = planned.Type.Descriptor.States.FirstOrDefault(s => s.Name == "phase")?.Phases.Last();

        var run = Lab.Run(20_000, states: [(planned.Path, new ComponentState(phase, 5, values))]);

        Assert.True(run["sink.items", Estimator.Total] > 100);
    }
}
