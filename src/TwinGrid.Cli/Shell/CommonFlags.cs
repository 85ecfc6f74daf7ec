using System.CommandLine;

namespace TwinGrid.Cli.Shell;

/// <summary>How results are printed.</summary>
internal enum OutputFormat
{
    Table = 0,
    Json = 1,
    Csv = 2,
}

/// <summary>Flags that every command has.</summary>
internal sealed class CommonFlags
{
    /// <summary>Where the server is unless told otherwise.</summary>
    public const string DefaultEndpoint = "http://127.0.0.1:5080";

    public Option<string> Endpoint { get; } = new("--endpoint")
    {
        Description = "The server's gRPC endpoint.", Recursive = true, DefaultValueFactory = _ => DefaultEndpoint, HelpName = "URL",
    };

    public Option<string?> Token { get; } = new("--token") { Description = "Bearer token to authenticate with.", Recursive = true, HelpName = "TOKEN" };

    public Option<string> Timeout { get; } = new("--timeout")
    {
        Description = "Longest that a single call may take, e.g. 30s, 5m.", Recursive = true, DefaultValueFactory = _ => "30s", HelpName = "DURATION",
    };

    public Option<OutputFormat> Output { get; } = new("--output", "-o")
    {
        Description = "How to print: table for people, json and csv for scripts.", Recursive = true, DefaultValueFactory = _ => OutputFormat.Table, HelpName = "table|json|csv",
    };

    public void AddTo(RootCommand root)
    {
        Endpoint.Validators.Add(result =>
        {
            var text = result.GetValueOrDefault<string>();
            if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            {
                result.AddError($"--endpoint '{text}' is no endpoint; expected http://HOST:PORT or https://HOST:PORT.");
            }
        });
        Durations.Check(Timeout);
        root.Add(Endpoint);
        root.Add(Token);
        root.Add(Timeout);
        root.Add(Output);
    }
}
