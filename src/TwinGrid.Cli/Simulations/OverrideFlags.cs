using System.CommandLine;
using TwinGrid.Model.Scenarios;

namespace TwinGrid.Cli.Simulations;

/// <summary>Options that go over a document. Their values are read like the document's own, so that errors are the same.</summary>
internal sealed class OverrideFlags
{
    private readonly Option<string?> seed = new("--seed") { Description = "Key of all random numbers.", HelpName = "N" };
    private readonly Option<string?> replications = new("--replications") { Description = "A fixed number of replications of each arm.", HelpName = "N" };
    private readonly Option<string?> horizon = new("--horizon") { Description = "End of a replication: seconds, or a duration such as 14d.", HelpName = "TIME" };
    private readonly Option<string?> warmUp = new("--warmup") { Description = "Left out at the beginning: seconds, a duration, or mser5.", HelpName = "TIME" };
    private readonly Option<string?> level = new("--level") { Description = "Confidence level of all intervals, such as 0.95.", HelpName = "LEVEL" };

    private readonly Option<string[]> set = new("--set")
    {
        Description = "Sets a parameter of the model in all arms; the value as in a document: 3, 30s, [1,2,3]. May be given several times.", HelpName = "PATH=VALUE",
    };

    public OverrideFlags() => set.Validators.Add(result =>
    {
        foreach (var token in result.Tokens.Where(t => t.Value.IndexOf('=', StringComparison.Ordinal) <= 0))
        {
            result.AddError($"--set {token.Value}; expected PATH=VALUE, such as service.servers=2.");
        }
    });

    public void AddTo(Command command)
    {
        command.Add(seed);
        command.Add(replications);
        command.Add(horizon);
        command.Add(warmUp);
        command.Add(level);
        command.Add(set);
    }

    /// <summary>For a run in this process.</summary>
    public ExperimentOverrides Read(ParseResult parsed) => new()
    {
        Seed = parsed.GetValue(seed),
        Replications = parsed.GetValue(replications),
        Horizon = parsed.GetValue(horizon),
        WarmUp = parsed.GetValue(warmUp),
        Level = parsed.GetValue(level),
        Set = [.. (parsed.GetValue(set) ?? []).Select(s => s.Split('=', 2)).Select(s => KeyValuePair.Create(s[0], s[1]))],
    };

    /// <summary>For a run on a server.</summary>
    public V1.RunOverrides ToMessage(ParseResult parsed)
    {
        var given = Read(parsed);
        var message = new V1.RunOverrides { Set = { given.Set.Select(one => new V1.RunSetting { Path = one.Key, Value = one.Value }) } };
        if (given.Seed is { } key)
        {
            message.Seed = key;
        }

        if (given.Replications is { } count)
        {
            message.Replications = count;
        }

        if (given.Horizon is { } end)
        {
            message.Horizon = end;
        }

        if (given.WarmUp is { } start)
        {
            message.WarmUp = start;
        }

        if (given.Level is { } share)
        {
            message.Level = share;
        }

        return message;
    }
}
