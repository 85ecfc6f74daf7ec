using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using TwinGrid.Contracts.Storage;
using TwinGrid.Gateway.Errors;
using TwinGrid.Gateway.Requests;
using BackupPiece = TwinGrid.V1.BackupPiece;

namespace TwinGrid.Gateway.Operations;

/// <summary>Backup: the store's pieces as they come; a slow reader slows the backup.</summary>
internal sealed class BackupStream(IServiceProvider services)
{
    private const string Manifest = "manifest.json";
    private readonly Admission admission = new(1, "backups");

    /// <summary>Streams one.</summary>
    public async Task WriteAsync(IServerStreamWriter<BackupPiece> responses, CancellationToken cancellationToken)
    {
        var backup = services.GetService<IStoreBackup>()
            ?? throw Refusal.PreconditionFailed("BACKUP", "store", "This store has no backup of its own; use its database's tools.");
        using var place = admission.Enter();
        using var manifest = new MemoryStream();
        await foreach (var piece in backup.BackupAsync(cancellationToken))
        {
            var message = new BackupPiece { File = piece.File, Data = ByteString.CopyFrom(piece.Data.Span), Last = piece.Last };
            if (piece.File == Manifest)
            {
                manifest.Write(piece.Data.Span);
                message.ManifestJson = piece.Last ? ByteString.CopyFrom(manifest.GetBuffer().AsSpan(0, (int)manifest.Length)) : ByteString.Empty;
            }

            await responses.WriteAsync(message, cancellationToken);
        }
    }
}
