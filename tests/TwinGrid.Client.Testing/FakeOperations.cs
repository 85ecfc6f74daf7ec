using System.Security.Cryptography;
using Google.Protobuf;
using Grpc.Core;
using TwinGrid.V1;

namespace TwinGrid.Client.Testing;

/// <summary>A healthy server with a backup of two files.</summary>
internal sealed class FakeOperations(FakeScript script) : OperationsService.OperationsServiceBase
{
    public override Task<ServerStatus> GetStatus(GetStatusRequest request, ServerCallContext context) => Task.FromResult(new ServerStatus
    {
        Version = "0.1.0",
        Runtime = ".NET 10",
        Durability = Durability.PowerLoss,
        Store = "embedded",
        DataDirectory = "/data",
        LogIo = "direct",
        State = script.ServerState,
        DiskFreeBytes = 100UL << 30,
        Partitions = { new PartitionStatus { Plant = "one", State = "OPEN", Assets = 1, Series = 2, AppliedIndex = 5, DurableIndex = 5 } },
    });

    public override async Task Backup(BackupRequest request, IServerStreamWriter<BackupPiece> responseStream, ServerCallContext context)
    {
        var files = new (string Path, byte[] Content)[] { ("store.db", [1, 2, 3, 4]), ("log/0001.seg", [5, 6]) };
        foreach (var (path, content) in files)
        {
            await responseStream.WriteAsync(new BackupPiece { File = path, Data = ByteString.CopyFrom(content, 0, 1) });
            await responseStream.WriteAsync(new BackupPiece { File = path, Data = ByteString.CopyFrom(content, 1, content.Length - 1), Last = true });
        }

        var entries = files.Select(file => $$"""{"name":"{{file.Path}}","bytes":{{file.Content.Length}},"sha256":"{{Checksum(file.Content)}}"}""");
        await responseStream.WriteAsync(new BackupPiece { ManifestJson = ByteString.CopyFromUtf8($$"""{"format":1,"files":[{{string.Join(',', entries)}}]}""") });
    }

    private string Checksum(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(script.BreakBackup ? [0] : content));
}
