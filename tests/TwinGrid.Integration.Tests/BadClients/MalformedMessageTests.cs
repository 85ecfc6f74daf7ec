using Google.Protobuf.Reflection;
using Grpc.Core;
using TwinGrid.V1;
using Xunit;

namespace TwinGrid.Integration.Tests.BadClients;

/// <summary>Bytes that are no message, to every method that there is.</summary>
public sealed class MalformedMessageTests(AttackedServer server) : Attack(server)
{
    private const int Seed = 20261123;

    private static readonly ServiceDescriptor[] Services =
        [TwinService.Descriptor, DefinitionService.Descriptor, TelemetryService.Descriptor, OperationsService.Descriptor];

    public static TheoryData<string, byte[]> Malformed { get; } = new()
    {
        { "a varint without end", [.. Enumerable.Repeat((byte)0xFF, 11)] },
        { "a length beyond the end", [0x0A, 0x7F, 0x00] },
        { "a negative length", [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01] },
        { "wire type 7", [0x0F, 0x00] },
        { "field 0", [0x00, 0x00] },
        { "groups inside each other", [.. Enumerable.Repeat((byte)0xF3, 200_000)] },
        { "the end of a group that never began", [0x0C] },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task EveryMethod_Malformed_IsAnInvalidArgument(string what, byte[] request)
    {
        foreach (var method in Services.SelectMany(s => s.Methods))
        {
            var error = await Assert.ThrowsAsync<RpcException>(() => RawCalls.SendAsync(Server.Channel, method, request, Token));
            Assert.True(error.StatusCode == StatusCode.InvalidArgument, $"{method.FullName} answered {what} with {error.Status}");
            Assert.Equal("MALFORMED_MESSAGE", ReasonOf(error));
        }
    }

    [Fact]
    public async Task EveryMethod_RandomBytes_HasACleanStatus()
    {
        var random = new Random(Seed);
        foreach (var method in Services.SelectMany(s => s.Methods))
        {
            for (var round = 0; round < 20; round++)
            {
                var request = new byte[random.Next(64)];
                random.NextBytes(request);
                try
                {
                    await RawCalls.SendAsync(Server.Channel, method, request, Token);
                }
                catch (RpcException error)
                {
                    Assert.False(
                        error.StatusCode is StatusCode.Unknown or StatusCode.Internal,
                        $"seed {Seed}: {method.FullName} answered {Convert.ToHexString(request)} with {error.Status}");
                }
            }
        }
    }

    [Theory]
    [InlineData(8 << 20)]
    [InlineData(40 << 20)]
    public async Task EveryMethod_GiantMessage_IsRefused(int size)
    {
        // One text field; only DefinitionService takes more than a few MiB.
        // The client may see its upload broken off before it reads why.
        byte[] request = [0x0A, .. Varint(size), .. new byte[size]];
        foreach (var service in Services.Where(s => size > 32 << 20 || s != DefinitionService.Descriptor))
        {
            await RefusedAsync(() => RawCalls.SendAsync(Server.Channel, service.Methods[0], request, Token), "ResourceExhausted", "Cancelled");
        }
    }

    [Theory]
    [InlineData(new byte[] { 0, 0xFF, 0xFF, 0xFF, 0xFF })]
    [InlineData(new byte[] { 0, 0x7F, 0xFF, 0xFF, 0xFF, 1, 2, 3 })]
    [InlineData(new byte[] { 1, 0, 0, 0, 1, 0 })]
    [InlineData(new byte[] { 9, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0, 0 })]
    [InlineData(new byte[0])]
    public async Task Frame_Wrong_IsRefused(byte[] body)
    {
        using var client = new HttpClient { BaseAddress = Server.Process.Grpc };
        foreach (var path in new[] { "/twingrid.v1.TwinService/GetAsset", "/twingrid.v1.TelemetryService/Ingest" })
        {
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new("application/grpc");
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Version = new Version(2, 0), VersionPolicy = HttpVersionPolicy.RequestVersionExact, Content = content };
            using var response = await client.SendAsync(request, Token);
            await response.Content.ReadAsByteArrayAsync(Token);
            var status = response.TrailingHeaders.Concat(response.Headers).First(h => h.Key == "grpc-status").Value.Single();
            Assert.NotEqual("0", status);
        }
    }

    private static byte[] Varint(int value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        return [.. bytes, (byte)value];
    }
}
