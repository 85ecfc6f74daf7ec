using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using TwinGrid.Gateway.Tests.Hosting;
using TwinGrid.V1;
using Xunit;

namespace TwinGrid.Gateway.Tests.Twins;

public sealed class UpdateAssetTests(GatewayServer server)
{
    private static CancellationToken Token => GatewayServer.Cancelled;

    [Fact]
    public async Task UpdateAsset_Mask_ChangesOnlyItsFields()
    {
        await UpdateAsync("roll-20", asset => asset.Labels.Add("area", "dry"), "labels");

        var updated = await UpdateAsync("roll-20", asset => asset.DisplayName = "Twenty", "display_name");

        Assert.Equal("Twenty", updated.DisplayName);
        Assert.Equal("dry", updated.Labels["area"]);
        var read = await server.Twins.GetAssetAsync(
            new GetAssetRequest { Name = "roll-20", Read = new ReadOptions { AtLeast = updated.Position.Token } }, cancellationToken: Token);
        Assert.Equal((updated.DisplayName, updated.Etag), (read.DisplayName, read.Etag));
    }

    [Fact]
    public async Task UpdateAsset_EmptyMask_ReplacesBoth()
    {
        await UpdateAsync("roll-21", asset => asset.Labels.Add("area", "dry"));

        var updated = await UpdateAsync("roll-21", asset => asset.DisplayName = "Other");

        Assert.Equal("Other", updated.DisplayName);
        Assert.Empty(updated.Labels);
    }

    [Fact]
    public async Task UpdateAsset_OldEtag_IsAbortedAndTellsTheNewOne()
    {
        var first = await UpdateAsync("roll-22", asset => asset.DisplayName = "One", "display_name");
        await UpdateAsync("roll-22", asset => (asset.DisplayName, asset.Etag) = ("Two", first.Etag), "display_name");

        var status = await Refusals.ExpectAsync(
            "ETAG_MISMATCH", () => UpdateAsync("roll-22", asset => (asset.DisplayName, asset.Etag) = ("Three", first.Etag), "display_name"));

        var read = await server.Twins.GetAssetAsync(new GetAssetRequest { Name = "roll-22" }, cancellationToken: Token);
        Assert.Equal("Two", read.DisplayName);
        Assert.Equal(read.Etag, status.GetDetail<ErrorInfo>().Metadata["etag"]);
    }

    [Fact]
    public async Task UpdateAsset_EtagThatWasNeverGiven_IsAborted() =>
        await Refusals.ExpectAsync("ETAG_MISMATCH", () => UpdateAsync("roll-22", asset => asset.Etag = "W/x", "labels"));

    [Fact]
    public async Task UpdateAsset_RepeatedRequestId_ChangesOnce()
    {
        var request = new UpdateAssetRequest { Asset = new Asset { Name = "roll-23", DisplayName = "Once" }, RequestId = "update-once" };

        var first = await server.Twins.UpdateAssetAsync(request, cancellationToken: Token);
        var second = await server.Twins.UpdateAssetAsync(request, cancellationToken: Token);

        Assert.Equal(first.Etag, second.Etag);
        request.Asset.DisplayName = "Twice";
        await Refusals.ExpectAsync("REQUEST_ID_REUSED", async () => await server.Twins.UpdateAssetAsync(request, cancellationToken: Token));
    }

    [Theory]
    [InlineData("type")]
    [InlineData("signals")]
    public async Task UpdateAsset_MaskOfOtherFields_IsRefused(string path)
    {
        var status = await Refusals.ExpectAsync("INVALID_ARGUMENT", () => UpdateAsync("roll-24", _ => { }, path));

        Assert.Equal("update_mask.paths[0]", status.GetDetail<BadRequest>().FieldViolations.Single().Field);
    }

    [Fact]
    public async Task UpdateAsset_TooLongName_IsRefused() =>
        await Refusals.ExpectAsync("INVALID_ARGUMENT", () => UpdateAsync("roll-24", asset => asset.DisplayName = new string('x', 257)));

    [Fact]
    public async Task UpdateAsset_WrongLabelKey_IsRefused() =>
        await Refusals.ExpectAsync("INVALID_ARGUMENT", () => UpdateAsync("roll-24", asset => asset.Labels.Add("a b", "c")));

    [Fact]
    public async Task UpdateAsset_NoAsset_IsRefused() =>
        await Refusals.ExpectAsync("INVALID_ARGUMENT", async () => await server.Twins.UpdateAssetAsync(new UpdateAssetRequest(), cancellationToken: Token));

    private async Task<Asset> UpdateAsync(string name, Action<Asset> change, params string[] mask)
    {
        var asset = new Asset { Name = name };
        change(asset);
        var request = new UpdateAssetRequest { Asset = asset, UpdateMask = new FieldMask { Paths = { mask } } };
        return await server.Twins.UpdateAssetAsync(request, cancellationToken: Token);
    }
}
