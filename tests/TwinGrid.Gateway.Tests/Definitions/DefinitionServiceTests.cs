using Google.Rpc;
using TwinGrid.Gateway.Tests.Hosting;
using TwinGrid.V1;
using Xunit;

namespace TwinGrid.Gateway.Tests.Definitions;

public sealed class DefinitionServiceTests(GatewayServer server)
{
    private const string Changed = "- {id: flow, unit: L/min, lateWindow: unlimited, range: {min: 0, max: 9}}";

    private static CancellationToken Token => GatewayServer.Cancelled;

    [Fact]
    public async Task Apply_NewPlant_IsServedAtOnce()
    {
        var applied = await ApplyAsync(TestPlants.Small("def-new"));

        Assert.Equal(("def-new", 1UL, false), (applied.Plant, applied.Version, applied.Unchanged));
        Assert.Contains(applied.Changes, change => change is { Kind: "added", Path: "types/pump/signals/flow" });
        var asset = await server.Twins.GetAssetAsync(
            new GetAssetRequest { Name = "def-new-pump", Read = new ReadOptions { AtLeast = applied.Token } }, cancellationToken: Token);
        Assert.Equal("pump", asset.Type);
    }

    [Fact]
    public async Task Apply_SameContentAgain_ChangesNothing()
    {
        var first = await ApplyAsync(TestPlants.Small("def-same"));

        var second = await ApplyAsync("# A comment is no content.\n" + TestPlants.Small("def-same"));

        Assert.Equal((first.Hash, first.Version, true), (second.Hash, second.Version, second.Unchanged));
        Assert.Empty(second.Changes);
    }

    [Fact]
    public async Task Apply_ValidateOnly_TellsAndStoresNothing()
    {
        await ApplyAsync(TestPlants.Small("def-validate"));
        var request = TestPlants.Request(TestPlants.Small("def-validate", Changed));
        request.ValidateOnly = true;

        var preview = await server.Definitions.ApplyDefinitionAsync(request, cancellationToken: Token);

        Assert.Equal((2UL, "", false), (preview.Version, preview.Token, preview.Unchanged));
        Assert.Equal(("changed", "types/pump/signals/flow/range"), (preview.Changes[0].Kind, preview.Changes[0].Path));
        Assert.Equal(1UL, (await GetAsync("def-validate")).Version);
    }

    [Fact]
    public async Task Apply_WrongDocuments_TellsEveryFindingWithItsPlace()
    {
        var status = await Refusals.ExpectAsync("INVALID_DEFINITION", () => ApplyAsync(TestPlants.Small("def-wrong", "- {id: flow, unit: furlong/fortnite, type: numbr}")));

        var findings = status.GetDetail<DefinitionErrors>().Diagnostics;
        Assert.Equal(2, findings.Count);
        Assert.All(findings, finding => Assert.Equal(("error", "plant.yaml", 11u), (finding.Severity, finding.File, finding.Line)));
        Assert.Contains(findings, finding => finding.Path == "spec.signals[0].type" && finding.Allowed.Contains("number"));
    }

    [Fact]
    public async Task Apply_VeryManyFindings_StillFitIntoAHeader()
    {
        var signals = string.Join("\n    ", Enumerable.Range(0, 300).Select(i => $"- {{id: s{i}, unit: furlong{i}}}"));

        var status = await Refusals.ExpectAsync("INVALID_DEFINITION", () => ApplyAsync(TestPlants.Small("def-many", signals)));

        Assert.Contains("the details hold the first", status.Message, StringComparison.Ordinal);
        Assert.InRange(status.GetDetail<DefinitionErrors>().Diagnostics.Count, 10, 100);
    }

    [Fact]
    public async Task Apply_NoFiles_IsRefused() => await Refusals.ExpectAsync(
        "INVALID_ARGUMENT", async () => await server.Definitions.ApplyDefinitionAsync(new ApplyDefinitionRequest(), cancellationToken: Token));

    [Fact]
    public async Task Apply_UnitOfASignalChanged_IsIncompatibleAndNamesThePlace()
    {
        await ApplyAsync(TestPlants.Small("def-unit"));

        var status = await Refusals.ExpectAsync("INCOMPATIBLE_DEFINITION", () => ApplyAsync(TestPlants.Small("def-unit", "- {id: flow, unit: bar}")));

        Assert.Equal(11u, Assert.Single(status.GetDetail<DefinitionErrors>().Diagnostics).Line);
        Assert.NotNull(status.GetDetail<PreconditionFailure>());
        Assert.Equal(1UL, (await GetAsync("def-unit")).Version);
    }

    [Fact]
    public async Task Apply_OldEtag_IsAborted()
    {
        var first = await ApplyAsync(TestPlants.Small("def-etag"));
        var request = TestPlants.Request(TestPlants.Small("def-etag", Changed));
        request.Etag = first.Hash;
        Assert.Equal(2UL, (await server.Definitions.ApplyDefinitionAsync(request, cancellationToken: Token)).Version);

        var status = await Refusals.ExpectAsync("ETAG_MISMATCH", async () => await server.Definitions.ApplyDefinitionAsync(request, cancellationToken: Token));

        Assert.Equal((await GetAsync("def-etag")).Hash, status.GetDetail<ErrorInfo>().Metadata["etag"]);
    }

    [Fact]
    public async Task Get_AnyVersion_GivesItsDocuments()
    {
        await ApplyAsync(TestPlants.Small("def-get"));
        await ApplyAsync(TestPlants.Small("def-get", Changed));

        var first = await server.Definitions.GetDefinitionAsync(new GetDefinitionRequest { Plant = "plants/def-get", Version = 1 }, cancellationToken: Token);
        var newest = await GetAsync("def-get");

        Assert.Equal((1UL, 2UL), (first.Version, newest.Version));
        Assert.Equal(TestPlants.Small("def-get"), Assert.Single(first.Files).Content);
        Assert.Equal("anonymous", newest.AppliedBy);
        await Refusals.ExpectAsync("NOT_FOUND", async () => await server.Definitions.GetDefinitionAsync(
            new GetDefinitionRequest { Plant = "def-get", Version = 3 }, cancellationToken: Token));
    }

    [Fact]
    public async Task List_OfAPlant_PagesNewestFirstWithoutDocuments()
    {
        await ApplyAsync(TestPlants.Small("def-list"));
        await ApplyAsync(TestPlants.Small("def-list", Changed));

        var first = await server.Definitions.ListDefinitionsAsync(new ListDefinitionsRequest { Plant = "def-list", PageSize = 1 }, cancellationToken: Token);
        var second = await server.Definitions.ListDefinitionsAsync(
            new ListDefinitionsRequest { Plant = "def-list", PageSize = 1, PageToken = first.NextPageToken }, cancellationToken: Token);

        Assert.Equal(2UL, Assert.Single(first.Definitions).Version);
        Assert.Equal(1UL, Assert.Single(second.Definitions).Version);
        Assert.Empty(second.NextPageToken);
        Assert.Empty(first.Definitions[0].Files);
    }

    [Fact]
    public async Task List_OfAll_GivesTheNewestOfEach()
    {
        var all = await server.Definitions.ListDefinitionsAsync(new ListDefinitionsRequest(), cancellationToken: Token);

        Assert.Subset(all.Definitions.Select(d => d.Plant).ToHashSet(), new HashSet<string> { "annex", "mill" });
        Assert.Equal(all.Definitions.Select(d => d.Plant).Distinct(), all.Definitions.Select(d => d.Plant));
    }

    [Fact]
    public async Task Diff_BetweenVersionsAndFiles_TellsWhatDiffers()
    {
        await ApplyAsync(TestPlants.Small("def-diff"));
        await ApplyAsync(TestPlants.Small("def-diff", Changed));

        var stored = await server.Definitions.DiffDefinitionAsync(new DiffDefinitionRequest { Plant = "def-diff", FromVersion = 1 }, cancellationToken: Token);
        var given = await server.Definitions.DiffDefinitionAsync(
            new DiffDefinitionRequest { Files = { TestPlants.Request(TestPlants.Small("def-diff")).Files } }, cancellationToken: Token);

        Assert.Equal("types/pump/signals/flow/range", Assert.Single(stored.Changes).Path);
        Assert.Equal((stored.Changes[0].After, stored.Changes[0].Before), (given.Changes[0].Before, given.Changes[0].After));
    }

    [Fact]
    public async Task Retire_Plant_TakesNothingMoreAndComesBack()
    {
        var applied = await ApplyAsync(TestPlants.Small("def-retire"));
        await server.PublishAsync("def-retire", "def-retire-pump", ("flow", server.NowNs, new Value { Number = 5 }));
        await Refusals.ExpectAsync("ETAG_MISMATCH", async () => await server.Definitions.RetireDefinitionAsync(
            new RetireDefinitionRequest { Plant = "def-retire", Etag = "other" }, cancellationToken: Token));

        var retired = await server.Definitions.RetireDefinitionAsync(new RetireDefinitionRequest { Plant = "def-retire", Etag = applied.Hash }, cancellationToken: Token);

        var asset = await server.Twins.GetAssetAsync(
            new GetAssetRequest { Name = "def-retire-pump", Read = new ReadOptions { AtLeast = retired.Token } }, cancellationToken: Token);
        Assert.True(asset.Retired);
        Assert.Equal(5, asset.Signals[0].Value.Number);
        Assert.True((await GetAsync("def-retire")).Retired);
        await Refusals.ExpectAsync("RETIRED", () => server.PublishAsync("def-retire", "def-retire-pump", ("flow", server.NowNs, new Value { Number = 6 })));

        var back = await ApplyAsync(TestPlants.Small("def-retire"));
        Assert.Equal(2UL, back.Version);
        await server.PublishAsync("def-retire", "def-retire-pump", ("flow", server.NowNs, new Value { Number = 7 }));
    }

    [Fact]
    public async Task Retire_UnknownPlant_IsNotFound() => await Refusals.ExpectAsync(
        "NOT_FOUND", async () => await server.Definitions.RetireDefinitionAsync(new RetireDefinitionRequest { Plant = "def-nobody" }, cancellationToken: Token));

    private async Task<ApplyDefinitionResponse> ApplyAsync(string yaml) =>
        await server.Definitions.ApplyDefinitionAsync(TestPlants.Request(yaml), cancellationToken: Token);

    private async Task<Definition> GetAsync(string plant) =>
        await server.Definitions.GetDefinitionAsync(new GetDefinitionRequest { Plant = plant }, cancellationToken: Token);
}
