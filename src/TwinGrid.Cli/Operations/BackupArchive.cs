using System.Formats.Tar;
using TwinGrid.Cli.Shell;

namespace TwinGrid.Cli.Operations;

/// <summary>A backup as a folder, or as one tar file.</summary>
internal static class BackupArchive
{
    private const string TarExtension = ".tar";

    /// <summary>Fills the target by way of a folder beside it, so that nothing half done bears its name.</summary>
    public static async Task<BackupSummary> WriteAsync(string target, Func<string, Task<BackupManifest>> fill, CancellationToken cancellationToken)
    {
        if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()))
        {
            throw new CliException($"{target} exists already; a backup overwrites nothing.");
        }

        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(target));
        var partial = full + ".partial";
        if (Directory.Exists(partial))
        {
            Directory.Delete(partial, recursive: true);
        }

        Directory.CreateDirectory(partial);
        try
        {
            var manifest = await fill(partial);
            await PlaceAsync(partial, full, cancellationToken);
            return new BackupSummary(target, manifest.Files.Count, manifest.Files.Sum(file => file.Bytes), true);
        }
        finally
        {
            if (Directory.Exists(partial))
            {
                Directory.Delete(partial, recursive: true);
            }
        }
    }

    /// <summary>The backup as a folder: itself, or what a tar file holds, unpacked below <paramref name="scratch"/>.</summary>
    public static async Task<string> OpenAsync(string source, string scratch, CancellationToken cancellationToken)
    {
        if (Directory.Exists(source))
        {
            return Path.GetFullPath(source);
        }

        if (!File.Exists(source))
        {
            throw new CliException($"There is no backup {source}.");
        }

        await TarFile.ExtractToDirectoryAsync(source, scratch, overwriteFiles: false, cancellationToken);
        return scratch;
    }

    private static async Task PlaceAsync(string partial, string full, CancellationToken cancellationToken)
    {
        if (full.EndsWith(TarExtension, StringComparison.Ordinal))
        {
            await TarFile.CreateFromDirectoryAsync(partial, full + ".part", includeBaseDirectory: false, cancellationToken);
            File.Move(full + ".part", full);
            return;
        }

        if (Directory.Exists(full))
        {
            Directory.Delete(full);
        }

        Directory.Move(partial, full);
    }
}
