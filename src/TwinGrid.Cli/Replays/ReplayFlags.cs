using System.CommandLine;
using TwinGrid.Cli.Shell;
using TwinGrid.Connectors.Replay;
using TwinGrid.V1;

namespace TwinGrid.Cli.Replays;

/// <summary>Flags of <c>twingrid replay</c>.</summary>
internal sealed class ReplayFlags
{
    public ReplayFlags()
    {
        Durations.Check(ConnectTimeout);
        Durations.Check(GiveUpAfter);
        Speed.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double?>() is { } speed && !(speed > 0 && double.IsFinite(speed)))
            {
                result.AddError("--speed is a number above 0: seconds of recorded time a second.");
            }
        });
    }

    public Argument<string[]> Files { get; } = new("FILE") { Description = "CSV files, replayed in this order.", Arity = ArgumentArity.OneOrMore };

    public Option<string> Plant { get; } = new("--plant") { Description = "The plant's id.", Required = true, HelpName = "ID" };

    public Option<string> Producer { get; } = new("--producer") { Description = "Identity to send as.", Required = true, HelpName = "NAME" };

    public Option<string> Map { get; } = new("--map") { Description = "YAML document of kind ReplayMap: columns, times and signals.", Required = true, HelpName = "FILE" };

    public Option<string?> State { get; } = new("--state") { Description = "Directory that keeps the position: the replay resumes, and a repeated one adds nothing.", HelpName = "DIR" };

    public Option<double?> Speed { get; } = new("--speed") { Description = "Seconds of recorded time a second; without it as fast as possible.", HelpName = "FACTOR" };

    public Option<string?> Durability { get; } = DurabilityFlag();

    public Option<string> ConnectTimeout { get; } = new("--connect-timeout") { Description = "How long to try before the first connection.", DefaultValueFactory = _ => "60s", HelpName = "DURATION" };

    public Option<string> GiveUpAfter { get; } = new("--give-up-after") { Description = "How long to wait for a server that has gone.", DefaultValueFactory = _ => "10m", HelpName = "DURATION" };

    public ReplayOptions Read(ParseResult parsed, CliShell shell, Action<ReplayProgress>? progress) => new()
    {
        Plant = parsed.GetRequiredValue(Plant),
        Producer = parsed.GetRequiredValue(Producer),
        StateDirectory = parsed.GetValue(State),
        Speed = parsed.GetValue(Speed),
        Durability = parsed.GetValue(Durability) switch
        {
            "power-loss" => V1.Durability.PowerLoss,
            "process-crash" => V1.Durability.ProcessCrash,
            "memory" => V1.Durability.Memory,
            _ => V1.Durability.Unspecified,
        },
        ConnectTimeout = Durations.Of(parsed.GetRequiredValue(ConnectTimeout)),
        GiveUpAfter = Durations.Of(parsed.GetRequiredValue(GiveUpAfter)),
        OnProgress = progress,
        OnRefused = refusal => shell.Console.Error.WriteLine($"{refusal.Series.Asset} {refusal.Series.Signal}: {refusal.Code}: {refusal.Message}"),
        OnLane = notice =>
        {
            if (notice.Error is { } error)
            {
                shell.Console.Error.WriteLine($"Connection to partition {notice.Partition} broke: {error}");
            }
        },
    };

    private static Option<string?> DurabilityFlag()
    {
        var option = new Option<string?>("--durability") { Description = "Class of acks to ask for; default the server's.", HelpName = "power-loss|process-crash|memory" };
        option.AcceptOnlyFromAmong("power-loss", "process-crash", "memory");
        return option;
    }
}
