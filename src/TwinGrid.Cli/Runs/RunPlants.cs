using System.CommandLine;
using Grpc.Core;
using TwinGrid.Cli.Shell;
using TwinGrid.Client;
using TwinGrid.Client.Queries;
using TwinGrid.V1;

namespace TwinGrid.Cli.Runs;

/// <summary>Finds plants and runs by what people write: a resource name, an id, or <c>last</c>.</summary>
internal static class RunPlants
{
    /// <summary>What stands for the newest run.</summary>
    public const string Last = "last";

    private const string Prefix = "plants/";

    /// <summary><c>--plant P</c>.</summary>
    public static Option<string?> Flag() => new("--plant") { Description = "The plant; needed only where there are several.", HelpName = "PLANT" };

    /// <summary>A run on the command line.</summary>
    public static Argument<string> RunArgument() => new("RUN") { Description = "The run: its name, its id, or 'last' for the newest." };

    /// <summary>Ids of the plant that was named, or of all.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(TwinGridClient client, string? plant, CancellationToken cancellationToken) => plant is not null
        ? [IdOf(plant)]
        : await client.ListPlantsAsync(cancellationToken).Select(p => IdOf(p.Name)).ToListAsync(cancellationToken);

    /// <summary>The plant that was named, or the only one.</summary>
    /// <exception cref="CliException">There is none, or several.</exception>
    public static async Task<string> TheOneAsync(TwinGridClient client, string? plant, CancellationToken cancellationToken) => await FindAsync(client, plant, cancellationToken) switch
    {
        [var only] => only,
        [] => throw new CliException("The server has no plant yet, and runs are kept with one: twingrid apply -f FOLDER."),
        var several => throw new CliException($"There are {several.Count} plants ({string.Join(", ", several)}); choose one by --plant."),
    };

    /// <summary>The resource name of a run.</summary>
    /// <exception cref="CliException">There is no such run.</exception>
    public static async Task<string> ResolveAsync(TwinGridClient client, string run, string? plant, CancellationToken cancellationToken)
    {
        if (run.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return run;
        }

        var plants = await FindAsync(client, plant, cancellationToken);
        if (run == Last)
        {
            return await NewestAsync(client, plants, cancellationToken) ?? throw new CliException("There are no runs yet.");
        }

        if (plants is [var only])
        {
            return NameOf(only, run);
        }

        foreach (var one in plants)
        {
            if (await ExistsAsync(client, NameOf(one, run), cancellationToken))
            {
                return NameOf(one, run);
            }
        }

        throw new CliException($"There is no run '{run}'; twingrid runs list shows what there is.");
    }

    private static string NameOf(string plant, string run) => $"{Prefix}{plant}/runs/{run}";

    private static string IdOf(string plant) => plant.StartsWith(Prefix, StringComparison.Ordinal) ? plant[Prefix.Length..] : plant;

    private static async Task<string?> NewestAsync(TwinGridClient client, IReadOnlyList<string> plants, CancellationToken cancellationToken)
    {
        Run? newest = null;
        foreach (var plant in plants)
        {
            var page = await client.Scenarios.ListRunsAsync(new ListRunsRequest { Parent = Prefix + plant, PageSize = 1 }, cancellationToken: cancellationToken);
            newest = page.Runs.Append(newest).OfType<Run>().MaxBy(r => r.CreatedAt);
        }

        return newest?.Name;
    }

    private static async Task<bool> ExistsAsync(TwinGridClient client, string name, CancellationToken cancellationToken)
    {
        try
        {
            await client.Scenarios.GetRunAsync(new GetRunRequest { Name = name }, cancellationToken: cancellationToken);
            return true;
        }
        catch (RpcException none) when (none.StatusCode == StatusCode.NotFound)
        {
            return false;
        }
    }
}
