using System.CommandLine;
using TwinGrid.Cli.Shell;
using TwinGrid.V1;

namespace TwinGrid.Cli.Definitions;

/// <summary><c>twingrid apply -f FILE|FOLDER</c>.</summary>
internal static class ApplyCommand
{
    /// <summary>Changes that are listed one by one at the most.</summary>
    private const int MostChanges = 40;

    private static readonly Sheet<DefinitionChange> Changes = new Sheet<DefinitionChange>()
        .Column("kind", change => change.Kind)
        .Column("path", change => change.Path)
        .Column("before", change => change.Before)
        .Column("after", change => change.After);

    public static Command Create(CliShell shell)
    {
        var file = new Option<string[]>("--file", "-f")
        {
            Description = "YAML file or folder with all documents of one plant. May be given several times.", Required = true, AllowMultipleArgumentsPerToken = true, HelpName = "PATH",
        };
        var validateOnly = new Option<bool>("--validate-only") { Description = "Check and show the changes; apply nothing." };
        var etag = new Option<string?>("--etag") { Description = "Apply only over the version with this hash.", HelpName = "HASH" };
        var command = new Command("apply", "Applies a plant definition.") { file, validateOnly, etag };
        command.SetAction((parsed, token) => RunAsync(
            shell, parsed, parsed.GetRequiredValue(file), parsed.GetValue(validateOnly), parsed.GetValue(etag), token));
        return command;
    }

    private static async Task<int> RunAsync(CliShell shell, ParseResult parsed, string[] paths, bool validateOnly, string? etag, CancellationToken cancellationToken)
    {
        var request = new ApplyDefinitionRequest { ValidateOnly = validateOnly, Etag = etag ?? string.Empty, RequestId = Guid.NewGuid().ToString() };
        request.Files.AddRange(DefinitionFiles.Read(paths));
        using var client = shell.Connect(parsed);
        var answer = await client.Definitions.ApplyDefinitionAsync(request, cancellationToken: cancellationToken);
        foreach (var warning in answer.Diagnostics)
        {
            await shell.Console.Error.WriteLineAsync(Failure.Format(warning));
        }

        if (shell.Format(parsed) == OutputFormat.Table)
        {
            await TellAsync(shell, answer, validateOnly);
        }
        else
        {
            await shell.PrintAsync(parsed, Summary(validateOnly), [answer]);
        }

        return ExitCodes.Ok;
    }

    private static async Task TellAsync(CliShell shell, ApplyDefinitionResponse answer, bool validateOnly)
    {
        if (answer.Changes.Count > MostChanges)
        {
            // A first version is all additions: nobody reads hundreds of them.
            await shell.Console.Out.WriteLineAsync(Count(answer.Changes));
        }
        else if (answer.Changes.Count > 0)
        {
            await Changes.PrintAsync(shell.Console, OutputFormat.Table, answer.Changes);
        }

        var what = answer.Unchanged ? "is unchanged" : validateOnly ? "is valid; nothing was applied" : "is applied";
        await shell.Console.Out.WriteLineAsync($"plants/{answer.Plant} version {answer.Version} {what} ({Short(answer.Hash)})");
    }

    private static Sheet<ApplyDefinitionResponse> Summary(bool validateOnly) => new Sheet<ApplyDefinitionResponse>()
        .Column("plant", answer => answer.Plant)
        .Column("version", answer => answer.Version)
        .Column("hash", answer => answer.Hash)
        .Column("unchanged", answer => answer.Unchanged)
        .Column("applied", answer => !answer.Unchanged && !validateOnly)
        .Column("changes", answer => answer.Changes.Count)
        .Column("token", answer => answer.Token);

    /// <summary>E.g. <c>131 changes: 120 added, 11 changed.</c></summary>
    private static string Count(IReadOnlyCollection<DefinitionChange> changes)
    {
        var kinds = changes.GroupBy(change => change.Kind).Select(group => $"{group.Count()} {group.Key}");
        return $"{changes.Count} changes: {string.Join(", ", kinds)}.";
    }

    private static string Short(string hash) => hash.Length > 12 ? hash[..12] : hash;
}
