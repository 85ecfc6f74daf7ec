using System.Security.Cryptography;
using Grpc.Core;
using TwinGrid.Cli.Shell;
using TwinGrid.V1;

namespace TwinGrid.Cli.Operations;

/// <summary>The files of a backup in a folder, and the check against their manifest.</summary>
internal static class BackupFolder
{
    /// <summary>Writes the pieces as they come, then verifies all.</summary>
    public static async Task<BackupManifest> ReceiveAsync(IAsyncStreamReader<BackupPiece> pieces, string folder, CliConsole console, CancellationToken cancellationToken)
    {
        byte[]? manifest = null;
        FileStream? open = null;
        var openName = string.Empty;
        try
        {
            await foreach (var piece in pieces.ReadAllAsync(cancellationToken))
            {
                manifest = piece.ManifestJson.IsEmpty ? manifest : piece.ManifestJson.ToByteArray();
                if (piece.File.Length == 0)
                {
                    continue;
                }

                if (piece.File != openName || open is null)
                {
                    await CloseAsync(open);
                    open = Create(Inside(folder, piece.File));
                    openName = piece.File;
                }

                await open.WriteAsync(piece.Data.Memory, cancellationToken);
                if (piece.Last)
                {
                    await CloseAsync(open);
                    open = null;
                }
            }
        }
        finally
        {
            await CloseAsync(open);
        }

        var path = Path.Combine(folder, BackupManifest.FileName);
        if (manifest is not null)
        {
            await File.WriteAllBytesAsync(path, manifest, cancellationToken);
        }

        return await VerifyAsync(folder, console, cancellationToken);
    }

    /// <summary>Checks that every file of the manifest is there and is what was sent.</summary>
    /// <exception cref="CliException">Names the first file that is not.</exception>
    public static async Task<BackupManifest> VerifyAsync(string folder, CliConsole console, CancellationToken cancellationToken)
    {
        var manifest = BackupManifest.Read(folder);
        await LongWork.RunAsync(console, "verify", manifest.Files.Sum(file => file.Bytes), async tick =>
        {
            foreach (var file in manifest.Files)
            {
                await VerifyAsync(Inside(folder, file.Name), file, cancellationToken);
                tick(file.Bytes);
            }
        });
        return manifest;
    }

    private static async Task VerifyAsync(string path, BackupFile expected, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            throw new CliException($"The backup lacks {expected.Name}.");
        }

        await using var stream = File.OpenRead(path);
        if (stream.Length != expected.Bytes)
        {
            throw new CliException($"{expected.Name} has {stream.Length} bytes; its manifest says {expected.Bytes}.");
        }

        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
        if (!string.Equals(hash, expected.Sha256, StringComparison.OrdinalIgnoreCase))
        {
            throw new CliException($"{expected.Name} is damaged: its checksum is {hash}; its manifest says {expected.Sha256}.");
        }
    }

    private static FileStream Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new FileStream(path, FileMode.Append, FileAccess.Write);
    }

    private static async Task CloseAsync(FileStream? file)
    {
        if (file is not null)
        {
            file.Flush(flushToDisk: true);
            await file.DisposeAsync();
        }
    }

    /// <summary>A server must not write outside the folder.</summary>
    private static string Inside(string folder, string name)
    {
        var path = Path.GetFullPath(Path.Combine(folder, name));
        return path.StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? path
            : throw new CliException($"'{name}' is no file name of a backup.");
    }
}
