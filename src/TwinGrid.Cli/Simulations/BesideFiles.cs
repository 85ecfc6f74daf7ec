namespace TwinGrid.Cli.Simulations;

/// <summary>Files that parameters of a document name, such as the instance of a job shop.</summary>
internal static class BesideFiles
{
    /// <summary>Reads a file whose path is relative to the working directory, or to the folder of one of the documents; null when there is none.</summary>
    /// <param name="documents">Files and folders that the documents were read from.</param>
    public static Func<string, string?> Reader(IReadOnlyList<string> documents) => name =>
        Folders(documents).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists) is { } file ? File.ReadAllText(file) : null;

    private static IEnumerable<string> Folders(IReadOnlyList<string> documents) =>
        documents.Select(path => Directory.Exists(path) ? path : Path.GetDirectoryName(path) ?? "").Prepend("");
}
