using Google.Rpc;
using Grpc.Core;
using Xunit;

namespace TwinGrid.Gateway.Tests.Hosting;

/// <summary>What a refused call told.</summary>
internal static class Refusals
{
    /// <summary>Runs a call that must be refused for the reason; returns its rich status.</summary>
    public static async Task<Google.Rpc.Status> ExpectAsync(string reason, Func<Task> call)
    {
        var thrown = await Assert.ThrowsAsync<RpcException>(call);
        var status = thrown.GetRpcStatus();
        Assert.True(status is not null, $"{thrown.Status} carries no details");
        Assert.Equal(reason, status.GetDetail<ErrorInfo>().Reason);
        Assert.Equal(thrown.StatusCode, (StatusCode)status.Code);
        return status;
    }
}
