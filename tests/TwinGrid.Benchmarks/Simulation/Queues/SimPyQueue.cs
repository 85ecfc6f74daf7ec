using System.Diagnostics;
using System.Globalization;

namespace TwinGrid.Benchmarks.Simulation.Queues;

/// <summary>The queue in SimPy 3, in a child process that tells its own CPU time.</summary>
internal sealed class SimPyQueue : IQueueRun, IDisposable
{
    // Debian's python3, for which python3-simpy3 is; another one on the path need not have it.
    private const string Python = "/usr/bin/python3";

    private readonly Process child;

    private SimPyQueue(Process child) => this.child = child;

    /// <summary>Starts the child; null when there is no SimPy 3, of which <paramref name="missing"/> tells.</summary>
    public static SimPyQueue? TryStart(out string missing)
    {
        missing = $"SimPy 3 is missing (apt-get install python3-simpy3); {Python} runs it";
        if (!File.Exists(Python))
        {
            return null;
        }

        var start = new ProcessStartInfo(Python) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(Script());
        var child = Process.Start(start)!;
        var version = child.StandardOutput.ReadLine();
        if (version is not null && version.StartsWith("3.", StringComparison.Ordinal))
        {
            return new SimPyQueue(child);
        }

        missing = version is null ? missing : $"SimPy is {version}, not 3; python3-simpy3 has it";
        new SimPyQueue(child).Dispose();
        return null;
    }

    public QueueFigures Run(int customers)
    {
        child.StandardInput.WriteLine(customers.ToString(CultureInfo.InvariantCulture));
        child.StandardInput.Flush();
        var answer = child.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"SimPy ended: {child.StandardError.ReadToEnd()}");
        var words = answer.Split(' ');
        return new QueueFigures(double.Parse(words[0], CultureInfo.InvariantCulture), double.Parse(words[1], CultureInfo.InvariantCulture));
    }

    /// <summary>The child ends when its standard input does.</summary>
    public void Dispose()
    {
        child.StandardInput.Close();
        child.WaitForExit();
        child.Dispose();
    }

    private static string Script()
    {
        using var reader = new StreamReader(typeof(SimPyQueue).Assembly.GetManifestResourceStream("mm1.py")!);
        return reader.ReadToEnd();
    }
}
