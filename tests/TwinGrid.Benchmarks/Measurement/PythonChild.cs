using System.Diagnostics;

namespace TwinGrid.Benchmarks.Measurement;

/// <summary>A script in a child process of Debian's Python, for which Debian's packages are: it writes a version, then a line for each line that it reads.</summary>
internal sealed class PythonChild : IDisposable
{
    private const string Python = "/usr/bin/python3";

    private readonly Process child;

    private PythonChild(Process child, string version) => (this.child, Version) = (child, version);

    /// <summary>First line of the script.</summary>
    public string Version { get; }

    /// <summary>Starts a script that is embedded under this name; null when Python or what the script imports is missing.</summary>
    public static PythonChild? TryStart(string script)
    {
        if (!File.Exists(Python))
        {
            return null;
        }

        using var reader = new StreamReader(typeof(PythonChild).Assembly.GetManifestResourceStream(script)!);
        var start = new ProcessStartInfo(Python) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(reader.ReadToEnd());
        var child = Process.Start(start)!;
        if (child.StandardOutput.ReadLine() is { } version)
        {
            return new PythonChild(child, version);
        }

        child.Dispose();
        return null;
    }

    /// <summary>Sends a line and waits for the words of the answer.</summary>
    public string[] Ask(string line)
    {
        child.StandardInput.WriteLine(line);
        child.StandardInput.Flush();
        var answer = child.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"{Python} ended: {child.StandardError.ReadToEnd()}");
        return answer.Split(' ');
    }

    /// <summary>The child ends when its standard input does.</summary>
    public void Dispose()
    {
        child.StandardInput.Close();
        child.WaitForExit();
        child.Dispose();
    }
}
