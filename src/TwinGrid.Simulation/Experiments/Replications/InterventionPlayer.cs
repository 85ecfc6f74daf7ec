using System.Collections.Immutable;
using TwinGrid.Model.Time;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Experiments.Replications;

/// <summary>Carries out an arm's interventions at their times. Of interventions that overlap on one parameter the one that began last is in force; when it ends the one before it is again,
/// and after the last one what the replication's own model began with.</summary>
internal sealed class InterventionPlayer : IEventTarget
{
    private const int Begin = 1;
    private const int End = 2;

    private readonly SimulationModel model;
    private readonly ModelInstance instance;
    private readonly ImmutableArray<InterventionPlan> plans;
    private readonly Dictionary<(string Path, string Parameter), List<(int Plan, double Value)>> inForce = [];

    /// <summary>The player of one replication.</summary>
    /// <param name="model">The model that was instantiated: with drawn values where parameters are uncertain.</param>
    /// <param name="instance">Its components.</param>
    /// <param name="plans">What is done to them.</param>
    public InterventionPlayer(SimulationModel model, ModelInstance instance, ImmutableArray<InterventionPlan> plans)
    {
        this.model = model;
        this.instance = instance;
        this.plans = plans;
    }

    public ulong TraceId { get; } = StableHash.Of("interventions");

    public void Start()
    {
        for (var i = 0; i < plans.Length; i++)
        {
            instance.Simulator.ScheduleAt(plans[i].At, this, Begin, i, EventPriority.Intervention);
        }
    }

    public void OnEvent(int kind, long argument)
    {
        var index = (int)argument;
        if (kind == Begin)
        {
            OnBegin(index, plans[index]);
        }
        else
        {
            OnEnd(index, plans[index]);
        }
    }

    private void OnBegin(int index, InterventionPlan plan)
    {
        var simulator = instance.Simulator;
        foreach (var setting in plan.Settings)
        {
            var stack = Stack(setting);
            stack.RemoveAll(s => s.Plan == index);
            stack.Add((index, setting.Value));
            instance.Find(setting.Path)!.Set(setting.Parameter, setting.Value);
        }

        if (plan.Until is { } until)
        {
            simulator.Schedule(until - plan.At, this, End, index, EventPriority.Intervention);
        }

        if (plan.Every is { } every)
        {
            simulator.Schedule(every, this, Begin, index, EventPriority.Intervention);
        }
    }

    private void OnEnd(int index, InterventionPlan plan)
    {
        foreach (var setting in plan.Settings)
        {
            var stack = Stack(setting);
            stack.RemoveAll(s => s.Plan == index);
            instance.Find(setting.Path)!.Set(setting.Parameter, stack.Count > 0 ? stack[^1].Value : model.Find(setting.Path)!.Arguments.AsNumber(setting.Parameter));
        }
    }

    private List<(int Plan, double Value)> Stack(InterventionSetting setting)
    {
        if (!inForce.TryGetValue((setting.Path, setting.Parameter), out var stack))
        {
            inForce.Add((setting.Path, setting.Parameter), stack = []);
        }

        return stack;
    }
}
