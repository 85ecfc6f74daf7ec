using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Experiments.Replications;
using TwinGrid.Simulation.Hybrid;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Benchmarks.Simulation.Motion;

/// <summary>An experiment about a module of equations: whole replications, with the statistics of all variables and the trace; its KPIs are the state at the end.</summary>
internal sealed class ReplicationMotion : IMotionRun
{
    private readonly ExperimentDocument document;
    private readonly ModuleCatalog catalog;
    private int replication;

    /// <summary>Reads documents, a module and an experiment.</summary>
    public ReplicationMotion(string documents)
    {
        var read = ScenarioReader.Read([("motion.yaml", documents)]);
        document = read.Documents.Single();
        catalog = DocumentModules.AddTo(BuiltInModules.Catalog, read.Modules, out _);
    }

    public MotionFigures Run(double tolerance, int runs)
    {
        var accurate = document with { Solver = document.Solver with { RelativeTolerance = tolerance, AbsoluteTolerance = tolerance } };
        var compiled = ExperimentCompiler.Compile(accurate, null, catalog, StartState.Empty);
        var runner = new ReplicationRunner(compiled.Plan ?? throw new InvalidOperationException(string.Join("; ", compiled.Errors)));
        ReplicationResult? result = null;
        var before = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < runs; i++)
        {
            result = runner.Run(new ReplicationTask(0, replication++, 0), CancellationToken.None);
            if (result.Failure is { } failure)
            {
                throw new InvalidOperationException(failure);
            }
        }

        return new MotionFigures((Environment.CpuUsage.TotalTime - before).TotalSeconds / runs, [.. result!.Kpis]);
    }
}
