using TwinGrid.Gateway.Tests.Hosting;
using TwinGrid.V1;
using Xunit;

namespace TwinGrid.Gateway.Tests.Twins;

public sealed class ListAssetsTests(GatewayServer server)
{
    private static CancellationToken Token => GatewayServer.Cancelled;

    [Fact]
    public async Task ListAssets_Pages_GiveEachAssetOnce()
    {
        var names = new List<string>();
        var request = new ListAssetsRequest { Parent = "plants/mill", PageSize = 7, Signals = { "-" } };
        do
        {
            var page = await server.Twins.ListAssetsAsync(request, cancellationToken: Token);
            Assert.InRange(page.Assets.Count, 1, 7);
            names.AddRange(page.Assets.Select(a => a.Name));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(42, names.Count);
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        Assert.Equal(names.Distinct(), names);
    }

    [Fact]
    public async Task ListAssets_OfALine_GivesThatLine()
    {
        var page = await server.Twins.ListAssetsAsync(new ListAssetsRequest { Parent = "plants/mill/lines/wet-end" }, cancellationToken: Token);

        Assert.Equal("plants/mill/lines/wet-end/assets/press-1", Assert.Single(page.Assets).Name);
        Assert.Equal(5, page.Assets[0].Signals.Count);
        Assert.NotEmpty(page.Position.Token);
    }

    [Fact]
    public async Task ListAssets_OfAllPlants_GivesThemAll()
    {
        var page = await server.Twins.ListAssetsAsync(new ListAssetsRequest { Parent = "plants/-", PageSize = 1_000, Filter = "type = \"pump\"" }, cancellationToken: Token);

        Assert.Contains(page.Assets, a => a.Name == "plants/annex/lines/north/assets/shared-1");
        Assert.Contains(page.Assets, a => a.Name == "plants/annex/lines/south/assets/pump-2");
    }

    [Fact]
    public async Task ListAssets_FilterOverSignals_SeesWhatWasAcked()
    {
        var token = await server.PublishAsync("mill", "roll-11", ("speed", server.NowNs, new Value { Number = 1_999 }));

        var page = await server.Twins.ListAssetsAsync(
            new ListAssetsRequest { Parent = "plants/mill", Filter = "signals.speed > 1998", Read = new ReadOptions { AtLeast = token } }, cancellationToken: Token);

        Assert.Equal("plants/mill/lines/dry-end/assets/roll-11", Assert.Single(page.Assets).Name);
    }

    [Fact]
    public async Task ListAssets_WrongFilter_NamesTheField()
    {
        var status = await Refusals.ExpectAsync(
            "INVALID_QUERY", async () => await server.Twins.ListAssetsAsync(new ListAssetsRequest { Parent = "plants/mill", Filter = "type ==" }, cancellationToken: Token));

        Assert.Equal("filter", status.GetDetail<Google.Rpc.BadRequest>().FieldViolations.Single().Field);
    }

    [Theory]
    [InlineData("plants/nowhere", "NOT_FOUND")]
    [InlineData("plants/mill/lines/nowhere", "NOT_FOUND")]
    [InlineData("a b", "INVALID_NAME")]
    public async Task ListAssets_NoSuchParent_SaysWhy(string parent, string reason) => await Refusals.ExpectAsync(
        reason, async () => await server.Twins.ListAssetsAsync(new ListAssetsRequest { Parent = parent }, cancellationToken: Token));

    [Fact]
    public async Task ListAssets_NegativePageSize_IsRefused() => await Refusals.ExpectAsync(
        "INVALID_ARGUMENT", async () => await server.Twins.ListAssetsAsync(new ListAssetsRequest { Parent = "plants/mill", PageSize = -1 }, cancellationToken: Token));
}
