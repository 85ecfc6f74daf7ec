using TwinGrid.Simulation.Tests.Validation;

namespace TwinGrid.Simulation.Tests.Flow;

/// <summary>A mean with its standard error.</summary>
internal readonly record struct Estimate(double Mean, double Error)
{
    /// <summary>Of independent observations.</summary>
    public static Estimate Of(IReadOnlyCollection<double> values)
    {
        var mean = values.Average();
        var variance = values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1);
        return new Estimate(mean, Math.Sqrt(variance / values.Count));
    }

    /// <summary>Asserts that the exact value lies within four standard errors, and that the estimate is sharp enough for that to mean something.</summary>
    public void AssertAgrees(double exact, double maxRelativeError)
    {
        Assert.True(4 * Error <= maxRelativeError * Math.Abs(exact), $"{Mean} ± {4 * Error}: not sharp enough to test {exact}");
        Assert.InRange(Mean, exact - (4 * Error), exact + (4 * Error));
    }

    /// <summary>The same against a row of the known answers.</summary>
    public void AssertAgrees(string row, string quantity, double exact, double maxRelativeError)
    {
        AssertAgrees(exact, maxRelativeError);
        KnownAnswer.Check(row, quantity, exact, Mean, 4 * Error);
    }
}

/// <summary>Batch means of steady-state runs.</summary>
internal static class Batches
{
    /// <summary>Figures of a run, cut into batches after a warm-up; each figure's batch means are nearly independent when batches are long.</summary>
    public static Estimate[] Of(FlowLab lab, double batchSeconds, int batches, double warmUp, ulong seed, params ReadOnlySpan<string> figures)
    {
        var run = new FlowRun(lab.Make(seed));
        run.Instance.Start();
        run.Continue(warmUp);
        var values = new double[figures.Length][];
        var before = new Monitors.MonitorSum[figures.Length];
        for (var f = 0; f < figures.Length; f++)
        {
            values[f] = new double[batches];
            before[f] = run.Monitor(figures[f]).Accumulated(run.Now);
        }

        for (var b = 0; b < batches; b++)
        {
            run.Continue(warmUp + ((b + 1) * batchSeconds));
            for (var f = 0; f < figures.Length; f++)
            {
                var after = run.Monitor(figures[f]).Accumulated(run.Now);
                values[f][b] = (after - before[f]).Mean;
                before[f] = after;
            }
        }

        return [.. values.Select(v => Estimate.Of(v))];
    }
}
