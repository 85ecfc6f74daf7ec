using System.Collections.Immutable;
using System.Globalization;
using TwinGrid.Model.Scenarios;
using TwinGrid.Model.Time;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Flow.Parts;
using TwinGrid.Simulation.Hybrid;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Randomness;

namespace TwinGrid.Simulation.Experiments.Replications;

/// <summary>
/// Runs replications of an experiment: each sees only its model, its start, its streams and its clock, so that it gives the same bytes wherever and whenever it runs.
/// Used by one thread at a time; make one a worker.
/// </summary>
/// <param name="plan">The experiment.</param>
public sealed class ReplicationRunner(ExperimentPlan plan)
{
    /// <summary>Key of <see cref="Exception.Data"/> of what an event threw: path of the component that it happened to.</summary>
    private const string ComponentKey = "component";

    /// <summary>Events between two looks at the token.</summary>
    private const long Slice = 65_536;

    private readonly ImmutableArray<SimTime> grid = KpiGrid.Of(plan);
    private (int Arm, int Draw, SimulationModel? Model) cached = (-1, -1, null);

    /// <summary>Runs one replication.</summary>
    /// <param name="task">Which one.</param>
    /// <param name="cancellation">Looked at every few thousand events.</param>
    /// <returns>What it gave; a model that turned out not to work is a result with a failure.</returns>
    /// <exception cref="ReplicationException">A module threw something else than a <see cref="ModelException"/>.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public ReplicationResult Run(ReplicationTask task, CancellationToken cancellation) =>
        Run(task, task.Replication == 0 ? GanttRecorder.Of(plan.Document.Outputs) : null, cancellation);

    /// <summary>Runs one replication and keeps what components were doing when, whatever the document says of it: bounded, but enough to follow parts.</summary>
    /// <param name="task">Which one.</param>
    /// <param name="cancellation">Looked at every few thousand events.</param>
    /// <returns>What it gave, the same as without a trace.</returns>
    /// <exception cref="ReplicationException">A module threw something else than a <see cref="ModelException"/>.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public ReplicationResult Trace(ReplicationTask task, CancellationToken cancellation) => Run(task, GanttRecorder.ForTrace(), cancellation);

    private ReplicationResult Run(ReplicationTask task, GanttRecorder? gantt, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            return Run(task, () => Model(task), grid, gantt, cancellation);
        }
        catch (ModelException failure)
        {
            return Failed(task, failure.Message);
        }
    }

    /// <summary>Runs all replications of a point of the sensitivity analysis. Their results have no series: nobody looks into them.</summary>
    /// <param name="point">Index of the point.</param>
    /// <param name="cancellation">Looked at every few thousand events.</param>
    /// <exception cref="ModelException">The model refuses the point's values, or does not work with them.</exception>
    /// <exception cref="ReplicationException">A module threw something else.</exception>
    public IReadOnlyList<ReplicationResult> RunPoint(int point, CancellationToken cancellation)
    {
        var points = plan.Sensitivity ?? throw new InvalidOperationException("The document asks for no sensitivity analysis.");
        var arm = plan.Arms[points.Arm];
        var built = plan.Model(arm, points.Settings(point));
        var model = built.Model ?? throw new ModelException($"point {point} of the sensitivity analysis: {string.Join("; ", built.Errors.Select(e => e.Message))}");
        return [.. Enumerable.Range(0, points.Replications).Select(r => Run(new ReplicationTask(points.Arm, points.ReplicationOf(point, r), 0), () => model, [], null, cancellation))];
    }

    private ReplicationResult Run(ReplicationTask task, Func<SimulationModel> model, ImmutableArray<SimTime> stretches, GanttRecorder? gantt, CancellationToken cancellation)
    {
        try
        {
            return Run(task, model(), plan.Arms[task.Arm].Timed, stretches, gantt, cancellation);
        }
        catch (Exception fault) when (fault is not (ModelException or OperationCanceledException))
        {
            var place = fault.Data[ComponentKey] is string path ? $"{path}: " : "";
            var name = plan.Sensitivity?.PointOf(task.Replication) is { } point and >= 0
                ? string.Create(CultureInfo.InvariantCulture, $"point {point} of the sensitivity analysis")
                : string.Create(CultureInfo.InvariantCulture, $"replication {task.Replication}");
            throw new ReplicationException($"arm '{plan.Arms[task.Arm].Name}', {name}: {place}{fault.GetType().Name}: {fault.Message}", fault);
        }
    }

    private ReplicationResult Run(
        ReplicationTask task, SimulationModel model, ImmutableArray<InterventionPlan> interventions, ImmutableArray<SimTime> stretches, GanttRecorder? gantt, CancellationToken cancellation)
    {
        var document = plan.Document;
        var horizon = plan.Clock.Time(document.HorizonSeconds);
        var instance = model.Instantiate(plan.Clock, new StreamSource(Seed(task.Arm), task.Replication), document.Solver, horizon, plan.Start.CalendarSeconds);
        var recorder = new KpiRecorder(instance, plan.Kpis, stretches);
        gantt?.Watch(instance);
        instance.Start(plan.Start.Draw(StreamSource.StateDraw(Seed(task.Arm), task.Replication), model));
        new InterventionPlayer(model, instance, interventions).Start();
        recorder.Start(document.WarmUp.Method == WarmUpMethod.Given ? plan.Clock.Time(document.WarmUp.Seconds) : SimTime.Zero);
        var end = RunTo(instance, horizon, document.Budget.Events ?? long.MaxValue, cancellation);
        Deadlock.ThrowIfAny(instance.Simulator);
        var trace = instance.Simulator.Trace;
        return new ReplicationResult
        {
            Task = task,
            Kpis = recorder.Values(end),
            Series = recorder.Series,
            Digest = trace.Digest,
            Events = trace.Count,
            Checkpoints = [.. trace.Checkpoints],
            EndSeconds = plan.Clock.Seconds(end),
            Warnings = [.. Fresh(instance).Concat(instance.Parts.SelectMany(p => p.Warnings)).Distinct().Order(StringComparer.Ordinal)],
            Extrapolations = [.. instance.Parts.OfType<ContinuousBlock>().SelectMany(b => b.Extrapolations)],
            Movements = [.. instance.Parts.OfType<ContinuousBlock>().SelectMany(b => b.Movements)],
            Growing = document.Analysis == AnalysisKind.SteadyState ? QueueGrowth.Find(instance, end) : [],
            Gantt = gantt?.Finish(end),
        };
    }

    /// <summary>Parts that start fresh although the run starts in the middle of something.</summary>
    private IEnumerable<string> Fresh(ModelInstance instance) => plan.Start == StartState.Empty
        ? []
        : instance.Parts.Where(p => !p.StartsLive).Select(p => $"{p.Path} can't start in the middle of something and started fresh");

    /// <summary>Runs to the horizon, or to the last event when nothing is left to happen before it.</summary>
    private static SimTime RunTo(ModelInstance instance, SimTime horizon, long maxEvents, CancellationToken cancellation)
    {
        var simulator = instance.Simulator;
        var storm = new EventStorm(simulator, horizon, maxEvents);
        try
        {
            while (true)
            {
                storm.Check();
                if (simulator.RunUntil(horizon, Math.Min(Slice, storm.EventsLeft)))
                {
                    return simulator.Pending == 0 && simulator.EventCount > 0 ? simulator.LastEvent : horizon;
                }

                cancellation.ThrowIfCancellationRequested();
            }
        }
        catch (Exception fault) when (Note(fault, instance))
        {
            throw;
        }
    }

    /// <summary>Notes to whom the event happened that threw. Never true, so that the exception goes on as it is.</summary>
    private static bool Note(Exception fault, ModelInstance instance)
    {
        fault.Data[ComponentKey] = instance.Parts.OfType<Component>().FirstOrDefault(component => component.TraceId == instance.Simulator.Trace.LastTarget)?.Path;
        return false;
    }

    private SimulationModel Model(ReplicationTask task)
    {
        if (cached.Model is null || cached.Arm != task.Arm || cached.Draw != task.Draw)
        {
            cached = (task.Arm, task.Draw, plan.Model(task.Arm, task.Draw));
        }

        return cached.Model!;
    }

    /// <summary>With common random numbers all arms have the document's seed, otherwise each its own.</summary>
    private ulong Seed(int arm) =>
        plan.Document.CommonRandomNumbers || arm == 0
            ? plan.Document.Seed
            : StableHash.Of(string.Create(CultureInfo.InvariantCulture, $"{plan.Document.Seed}/{arm}"));

    private ReplicationResult Failed(ReplicationTask task, string message) => new()
    {
        Task = task,
        Kpis = [.. Enumerable.Repeat(double.NaN, plan.Kpis.Length)],
        Digest = 0,
        Events = 0,
        EndSeconds = 0,
        Failure = message,
    };
}
