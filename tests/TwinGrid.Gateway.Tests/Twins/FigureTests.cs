using TwinGrid.Gateway.Tests.Hosting;
using TwinGrid.V1;
using Xunit;

namespace TwinGrid.Gateway.Tests.Twins;

public sealed class FigureTests(GatewayServer server)
{
    private static CancellationToken Token => GatewayServer.Cancelled;

    [Fact]
    public async Task GetPlant_Known_TellsItsDefinitionAndLines()
    {
        var plant = await server.Twins.GetPlantAsync(new GetPlantRequest { Name = "annex" }, cancellationToken: Token);

        Assert.Equal("plants/annex", plant.Name);
        Assert.Equal(2u, plant.Partitions);
        Assert.Equal(1ul, plant.DefinitionVersion);
        Assert.Equal(64, plant.DefinitionHash.Length);
        Assert.Equal(["plants/annex/lines/north", "plants/annex/lines/south"], plant.Lines.Select(l => l.Name));
        Assert.NotEmpty(plant.Position.Token);
    }

    [Fact]
    public async Task GetPlant_Assets_AreCountedWithinASecond()
    {
        uint assets = 0;
        for (var i = 0; i < 50 && assets != 42; i++)
        {
            assets = (await server.Twins.GetPlantAsync(new GetPlantRequest { Name = "plants/mill" }, cancellationToken: Token)).Aggregate.Assets;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Token);
        }

        Assert.Equal(42u, assets);
    }

    [Theory]
    [InlineData("plants/mill/lines/dry-end")]
    [InlineData("dry-end")]
    public async Task GetLine_ByNameOrId_TellsIt(string name)
    {
        var line = await server.Twins.GetLineAsync(new GetLineRequest { Name = name }, cancellationToken: Token);

        Assert.Equal(("plants/mill/lines/dry-end", "Dry end"), (line.Name, line.DisplayName));
    }

    [Theory]
    [InlineData("plants/mill/lines/nowhere", "NOT_FOUND")]
    [InlineData("plants/mill", "INVALID_NAME")]
    [InlineData("nowhere", "NOT_FOUND")]
    public async Task GetLine_NotThere_SaysWhy(string name, string reason) =>
        await Refusals.ExpectAsync(reason, async () => await server.Twins.GetLineAsync(new GetLineRequest { Name = name }, cancellationToken: Token));

    [Fact]
    public async Task ListPlants_Pages_GiveThemAllById()
    {
        var ids = new List<string>();
        var request = new ListPlantsRequest { PageSize = 1 };
        do
        {
            var page = await server.Twins.ListPlantsAsync(request, cancellationToken: Token);
            ids.AddRange(page.Plants.Select(p => p.Name));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        Assert.Subset(ids.ToHashSet(), new HashSet<string> { "plants/annex", "plants/mill" });
    }

    [Fact]
    public async Task ListLines_TokenOfAnotherPlant_IsRefused()
    {
        var first = await server.Twins.ListLinesAsync(new ListLinesRequest { Parent = "plants/mill", PageSize = 1 }, cancellationToken: Token);
        Assert.Equal("plants/mill/lines/dry-end", Assert.Single(first.Lines).Name);

        var second = await server.Twins.ListLinesAsync(
            new ListLinesRequest { Parent = "plants/mill", PageSize = 1, PageToken = first.NextPageToken }, cancellationToken: Token);

        Assert.Equal("plants/mill/lines/wet-end", Assert.Single(second.Lines).Name);
        Assert.Empty(second.NextPageToken);
        await Refusals.ExpectAsync("INVALID_TOKEN", async () => await server.Twins.ListLinesAsync(
            new ListLinesRequest { Parent = "plants/annex", PageSize = 1, PageToken = first.NextPageToken }, cancellationToken: Token));
    }

    [Fact]
    public async Task ListLines_OfAllPlants_GivesThemAll()
    {
        var lines = await server.Twins.ListLinesAsync(new ListLinesRequest { Parent = "plants/-" }, cancellationToken: Token);

        Assert.Subset(lines.Lines.Select(l => l.Name).ToHashSet(), new HashSet<string> { "plants/annex/lines/south", "plants/mill/lines/wet-end" });
    }
}
