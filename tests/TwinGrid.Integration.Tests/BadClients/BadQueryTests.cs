using System.Text;
using TwinGrid.V1;
using Xunit;

namespace TwinGrid.Integration.Tests.BadClients;

/// <summary>Queries and documents that want the server's stack, its memory, or what is not theirs.</summary>
public sealed class BadQueryTests(AttackedServer server) : Attack(server)
{
    public static TheoryData<string, string> Filters { get; } = new()
    {
        { "parentheses", new string('(', 10_000) + "id = \"rig-1\"" + new string(')', 10_000) },
        { "few enough characters, too many parentheses", new string('(', 4_000) + "a" + new string(')', 4_000) },
        { "negations", string.Concat(Enumerable.Repeat("NOT ", 2_000)) + "a" },
        { "minus signs", new string('-', 8_000) + "(a)" },
        { "minus signs and parentheses", string.Concat(Enumerable.Repeat("-(", 4_000)) },
        { "1 MB", string.Join(" OR ", Enumerable.Repeat("id = \"x\"", 80_000)) },
        { "a text without end", "\"" + new string('x', 8_000) },
        { "a field without end", "signals" + string.Concat(Enumerable.Repeat(".x", 4_000)) + " = 1" },
        { "nothing but a comparator", "<=" },
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task Filter_Bad_IsRefused(string what, string filter)
    {
        Assert.NotEmpty(what);
        await RefusedAsync(async () => await Server.Twins.ListAssetsAsync(new ListAssetsRequest { Parent = "plants/target", Filter = filter }, cancellationToken: Token), "INVALID_QUERY");
        using var watch = Server.Twins.WatchAssets(new WatchAssetsRequest { Parent = "plants/target", Filter = filter }, cancellationToken: Token);
        await RefusedAsync(() => watch.ResponseStream.MoveNext(Token), "INVALID_QUERY");
    }

    [Fact]
    public async Task Filter_AllWildcards_IsAnsweredSoon()
    {
        var slow = string.Concat(Enumerable.Repeat("*a", 4_000)) + "*";
        await Server.Twins.UpdateAssetAsync(new UpdateAssetRequest { Asset = new Asset { Name = "rig-1", DisplayName = new string('a', 256) } }, cancellationToken: Token);
        await ListAsync(new ListAssetsRequest { Parent = "plants/target", Filter = $"display_name = \"{slow}\"" }).WaitAsync(TimeSpan.FromSeconds(5), TimeProvider.System, Token);
    }

    [Fact]
    public async Task Page_HugeOrForged_IsCappedOrRefused()
    {
        Assert.Equal(2, (await ListAsync(new ListAssetsRequest { Parent = "plants/target", PageSize = int.MaxValue })).Assets.Count);
        await RefusedAsync(() => ListAsync(new ListAssetsRequest { Parent = "plants/target", PageSize = int.MinValue }), "INVALID_ARGUMENT");
        await RefusedAsync(() => ListAsync(new ListAssetsRequest { Parent = "plants/target", OrderBy = string.Join(',', Enumerable.Repeat("id", 300_000)) }), "INVALID_QUERY");
        var page = (await ListAsync(new ListAssetsRequest { Parent = "plants/target", PageSize = 1 })).NextPageToken;
        foreach (var forged in Forgeries(page))
        {
            await RefusedAsync(() => ListAsync(new ListAssetsRequest { Parent = "plants/target", PageSize = 1, PageToken = forged }), "INVALID_QUERY", "INVALID_TOKEN");
        }

        await RefusedAsync(() => ListAsync(new ListAssetsRequest { Parent = "plants/-", PageSize = 1, PageToken = page }), "INVALID_QUERY", "INVALID_TOKEN");
    }

    [Fact]
    public async Task ReadToken_Forged_IsRefused()
    {
        var token = (await Server.Twins.GetAssetAsync(new GetAssetRequest { Name = "rig-1" }, cancellationToken: Token)).Position.Token;
        foreach (var forged in Forgeries(token))
        {
            await RefusedAsync(
                async () => await Server.Twins.GetAssetAsync(new GetAssetRequest { Name = "rig-1", Read = new ReadOptions { AtLeast = forged } }, cancellationToken: Token), "INVALID_TOKEN");
            using var watch = Server.Twins.WatchPlant(new WatchPlantRequest { Name = AttackedServer.Plant, Events = true, ResumeToken = forged }, cancellationToken: Token);
            await RefusedAsync(() => watch.ResponseStream.MoveNext(Token), "INVALID_TOKEN");
        }
    }

    [Fact]
    public async Task Name_Bad_IsRefused()
    {
        foreach (var name in new[] { "", "/", "//", "plants/target/lines/bench/assets/../rig-1", "rig-1\0", new string('x', 1 << 20), string.Concat(Enumerable.Repeat("plants/", 100_000)) })
        {
            await RefusedAsync(async () => await Server.Twins.GetAssetAsync(new GetAssetRequest { Name = name }, cancellationToken: Token), "INVALID_NAME", "NOT_FOUND");
        }

        var batch = new BatchGetAssetsRequest { Names = { Enumerable.Repeat("rig-1", 100_000) } };
        await RefusedAsync(async () => await Server.Twins.BatchGetAssetsAsync(batch, cancellationToken: Token), "INVALID_ARGUMENT");
    }

    public static TheoryData<string, string> Documents { get; } = new()
    {
        { "sequences", new string('[', 10_000) },
        { "mappings", string.Concat(Enumerable.Repeat("{a: ", 10_000)) },
        { "blocks", string.Join('\n', Enumerable.Range(0, 2_000).Select(n => new string(' ', n) + "a:")) },
        { "dashes", string.Concat(Enumerable.Repeat("- ", 10_000)) + "a" },
        { "question marks", string.Concat(Enumerable.Repeat("? ", 10_000)) + "a" },
        { "aliases", Bomb() },
        { "an alias of itself", "a: &a [*a, *a]" },
        { "anchors", string.Concat(Enumerable.Range(0, 100_000).Select(n => $"&a{n} ")) },
        { "tags", "!!" + new string('x', 100_000) + " a" },
        { "10 000 documents", string.Concat(Enumerable.Repeat("---\nkind: Plant\n", 10_000)) },
        { "a byte-order mark and controls", "\uFEFF\u0000\u0001: \u0007" },
        { "parentheses in an expression", Rig("expression: \"" + new string('(', 10_000) + "x" + new string(')', 10_000) + "\"") },
        { "minus signs in an expression", Rig("expression: \"" + new string('-', 10_000) + "x\"") },
        { "a sum without end", Rig("expression: \"" + string.Join(" + ", Enumerable.Repeat("x", 20_000)) + "\"") },
        { "parentheses in a unit", Rig("unit: \"" + new string('(', 10_000) + "m" + new string(')', 10_000) + "\"") },
        { "slashes in a unit", Rig("unit: \"" + new string('/', 10_000) + "m\"") },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Definition_Bad_IsRefused(string what, string content)
    {
        Assert.NotEmpty(what);
        var request = new ApplyDefinitionRequest { ValidateOnly = true, Files = { new SourceFile { Path = "bad.yaml", Content = content } } };
        await RefusedAsync(async () => await Server.Definitions.ApplyDefinitionAsync(request, cancellationToken: Token), "INVALID_DEFINITION");
        await RefusedAsync(
            async () => await Server.Definitions.DiffDefinitionAsync(new DiffDefinitionRequest { Plant = AttackedServer.Plant, FromVersion = 1, Files = { request.Files } }, cancellationToken: Token),
            "INVALID_DEFINITION");
    }

    private static IEnumerable<string> Forgeries(string token)
    {
        yield return "x";
        yield return "\u00e9\0%%";
        yield return token[..^1];
        yield return token + "AAAA";
        yield return (token[0] == 'A' ? 'B' : 'A') + token[1..];
        yield return new string('A', 1 << 20);
        yield return Convert.ToBase64String(Encoding.UTF8.GetBytes("plants/target/lines/bench/assets/rig-1"));
    }

    private static string Bomb()
    {
        var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var n = 1; n < 20; n++)
        {
            text.Append($"a{n}: &a{n} [").AppendJoin(", ", Enumerable.Repeat($"*a{n - 1}", 10)).Append("]\n");
        }

        return text.ToString();
    }

    private static string Rig(string signal) =>
        $$"""
        apiVersion: twingrid/v1
        kind: AssetType
        metadata: { name: bad }
        spec:
          signals:
            - { id: x, type: number, unit: "1" }
            - { id: y, type: number, {{signal}} }
        """;

    private async Task<ListAssetsResponse> ListAsync(ListAssetsRequest request) => await Server.Twins.ListAssetsAsync(request, cancellationToken: Token);
}
