using System.CommandLine;
using System.Globalization;

namespace TwinGrid.Cli.Simulations;

/// <summary><c>--workers N</c>: threads, as many as there are processors unless told otherwise. The answer does not depend on it.</summary>
internal static class WorkersFlag
{
    public static Option<int> Create()
    {
        var workers = new Option<int>("--workers")
        {
            Description = "Threads that run replications; the answer does not depend on it.", DefaultValueFactory = _ => Environment.ProcessorCount, HelpName = "N",
        };
        workers.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && (!int.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var count) || count is < 1 or > 1024))
            {
                result.AddError($"--workers {result.Tokens[0].Value}; from 1 to 1024.");
            }
        });
        return workers;
    }
}
