using System.Collections.Immutable;
using TwinGrid.Model.Behaviours.Equations;
using TwinGrid.Simulation.Continuous;
using TwinGrid.Simulation.Equations;

namespace TwinGrid.Benchmarks.Simulation.Motion;

/// <summary>Equations of a module document, integrated by the engine; reading and compiling them is not part of a run, making its state is.</summary>
internal sealed class DocumentMotion : IMotionRun
{
    private readonly EquationModel model;
    private readonly int[] variables;
    private readonly double end;
    private readonly bool isAbsolute;

    /// <summary>Reads and compiles.</summary>
    /// <param name="document">Of kind Module.</param>
    /// <param name="variables">Of the state.</param>
    /// <param name="end">Seconds.</param>
    /// <param name="isAbsolute">The absolute tolerance is the relative one; otherwise that times the nominal magnitudes.</param>
    public DocumentMotion(string document, string[] variables, double end, bool isAbsolute)
    {
        var read = ModuleDocuments.Read(("module.yaml", document));
        var built = new EquationModelBuilder().Build([new EquationInstance("m", read.Modules[0])], ImmutableArray<EquationConnection>.Empty);
        model = built.Models.Single();
        this.variables = [.. variables.Select(name => model.Handle($"m.{name}"))];
        (this.end, this.isAbsolute) = (end, isAbsolute);
    }

    public MotionFigures Run(double tolerance, int runs)
    {
        var options = new SolverOptions { RelativeTolerance = tolerance, AbsoluteTolerance = isAbsolute ? tolerance : SolverOptions.DefaultAbsoluteTolerance };
        EquationRun? run = null;
        var before = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < runs; i++)
        {
            run = new EquationRun(model, options);
            if (!run.Start(0) || !run.AdvanceTo(end))
            {
                throw new InvalidOperationException(run.Failure);
            }
        }

        var seconds = (Environment.CpuUsage.TotalTime - before).TotalSeconds / runs;
        run!.Evaluate(end);
        return new MotionFigures(seconds, Array.ConvertAll(variables, variable => run.System[variable]));
    }
}
