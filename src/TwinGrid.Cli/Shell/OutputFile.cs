using System.CommandLine;

namespace TwinGrid.Cli.Shell;

/// <summary>Files that a command writes beside what it prints.</summary>
internal static class OutputFile
{
    /// <summary>A flag that takes a file with one of a few endings, in a folder that is there.</summary>
    public static Option<string?> Flag(string name, string description, params string[] endings)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = "FILE" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 0)
            {
                return;
            }

            var path = result.Tokens[^1].Value;
            if (!endings.Contains(Path.GetExtension(path)))
            {
                result.AddError($"{name} '{path}' ends with {(endings.Length == 1 ? "something else than" : "none of")} {string.Join(", ", endings)}.");
            }
            else if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
            {
                result.AddError($"{name} '{path}': there is no folder {folder}.");
            }
        });
        return option;
    }

    /// <summary>Writes beside the file and moves it there at the end: what breaks leaves no half file under its name.</summary>
    public static async Task WriteAsync(string path, Func<Stream, Task> write)
    {
        var partial = path + ".partial";
        await using (var stream = new FileStream(partial, FileMode.Create, FileAccess.Write))
        {
            await write(stream);
        }

        File.Move(partial, path, overwrite: true);
    }

    /// <inheritdoc cref="WriteAsync(string, Func{Stream, Task})"/>
    public static Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        WriteAsync(path, stream => stream.WriteAsync(content, cancellationToken).AsTask());
}
