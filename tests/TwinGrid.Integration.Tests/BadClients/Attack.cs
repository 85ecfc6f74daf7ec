using Google.Rpc;
using Grpc.Core;
using TwinGrid.V1;
using Xunit;

namespace TwinGrid.Integration.Tests.BadClients;

/// <summary>The attacks share a server and follow each other, so that a failure names its attack.</summary>
[CollectionDefinition(Name)]
public sealed class AttackCollection : ICollectionFixture<AttackedServer>
{
    public const string Name = "bad clients";
}

/// <summary>A class of attacks. After each of them the server must serve on.</summary>
[Collection(AttackCollection.Name)]
public abstract class Attack(AttackedServer server) : IAsyncLifetime
{
    protected AttackedServer Server { get; } = server;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await Server.CheckAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>The reason of the error table; the status where gRPC itself refused.</summary>
    internal static string ReasonOf(RpcException error) => error.GetRpcStatus()?.GetDetail<ErrorInfo>()?.Reason ?? error.StatusCode.ToString();

    /// <summary>Runs a call that must be refused for one of these reasons.</summary>
    internal static async Task RefusedAsync(Func<Task> call, params string[] reasons)
    {
        var error = await Assert.ThrowsAnyAsync<RpcException>(() => call().WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Token));
        Assert.True(reasons.Contains(ReasonOf(error)), $"{ReasonOf(error)} is none of {string.Join(", ", reasons)}: {error.Status.Detail}");
    }

    /// <summary>An Ingest stream with its lane open.</summary>
    internal async Task<BadProducer> OpenAsync(string producer, ulong epoch = 1)
    {
        var stream = new BadProducer(Server.Telemetry.Ingest(cancellationToken: Token));
        await stream.SendAsync(new IngestRequest { Open = new Open { Plant = AttackedServer.Plant, Producer = producer, Epoch = epoch } });
        await stream.ReadAsync(IngestResponse.MessageOneofCase.Opened);
        return stream;
    }
}
