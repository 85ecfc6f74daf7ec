using System.Text.RegularExpressions;
using TwinGrid.Cli.Definitions;
using TwinGrid.Cli.Shell;
using TwinGrid.Cli.Simulations;
using TwinGrid.Model.Names;
using TwinGrid.Model.Scenarios;
using TwinGrid.V1;

namespace TwinGrid.Cli.Runs;

/// <summary>What is sent to a server for a run.</summary>
/// <param name="Files">The documents, and the files that they name.</param>
/// <param name="Document">The one that is run; null when what was read is wrong, which the server then tells.</param>
internal sealed partial record RunDocuments(IReadOnlyList<SourceFile> Files, ExperimentDocument? Document)
{
    /// <summary>Larger files are hardly what a document means by a word; they are sent when they are named on the command line.</summary>
    private const int MostBytes = 1 << 20;

    /// <summary>Reads files and folders.</summary>
    /// <param name="paths">YAML files, folders, and other files that parameters name.</param>
    /// <param name="kind">What is to be run.</param>
    /// <param name="name">Name of the document; null = the only one of the kind.</param>
    /// <param name="settings">Values from the command line, which may name files too.</param>
    /// <exception cref="CliException">There are no such files, or no such document of the kind.</exception>
    public static RunDocuments Read(IReadOnlyList<string> paths, ExperimentKind kind, string? name, IEnumerable<string> settings)
    {
        var isText = paths.ToLookup(path => File.Exists(path) && Path.GetExtension(path) is not (".yaml" or ".yml"));
        var documents = DefinitionFiles.Read([.. isText[false]]);
        var given = isText[true].Select(path => new SourceFile { Path = path.Replace('\\', '/'), Content = File.ReadAllText(path) }).ToList();
        var named = Named(settings, BesideFiles.Reader(paths)).Concat(Named(documents.Select(d => d.Content), BesideDocuments(paths)));
        var texts = named.DistinctBy(file => file.Path).Where(file => given.TrueForAll(g => g.Path != file.Path));
        var read = ScenarioReader.Read([.. documents.Select(d => (d.Path, d.Content))]);
        return new RunDocuments([.. documents, .. given, .. texts], read.IsUsable ? Choose(read, kind, name) : null);
    }

    private static ExperimentDocument Choose(ScenarioResult read, ExperimentKind kind, string? name)
    {
        var fitting = read.Documents.Where(d => d.Kind == kind).ToList();
        if (name is null)
        {
            return fitting.Count switch
            {
                1 => fitting[0],
                0 => throw new CliException(string.Join(Environment.NewLine, read.Documents.Select(IsOther).DefaultIfEmpty($"There is no {Word(kind)} among the files."))),
                _ => throw new CliException($"There are {fitting.Count} of kind {kind} ({string.Join(", ", fitting.Select(d => d.Name))}); choose one by --name."),
            };
        }

        if (read.Documents.FirstOrDefault(d => d.Name == name) is not { } document)
        {
            var names = read.Documents.Select(d => d.Name).ToList();
            var near = Suggestion.Nearest(name, names);
            throw new CliException($"There is no {Word(kind)} '{name}'; there are {string.Join(", ", names)}.{(near is null ? "" : $" Did you mean '{near}'?")}");
        }

        return document.Kind == kind ? document : throw new CliException(IsOther(document));
    }

    private static string IsOther(ExperimentDocument document) =>
        $"'{document.Name}' is of kind {document.Kind}: run it by twingrid {Word(document.Kind)} run.";

    private static string Word(ExperimentKind kind) => kind == ExperimentKind.Scenario ? "scenario" : "experiment";

    /// <summary>Files that texts name, such as the instance of a job shop: words for which a file is found.</summary>
    private static IEnumerable<SourceFile> Named(IEnumerable<string> texts, Func<string, string?> read)
    {
        foreach (var word in texts.SelectMany(text => Word().Matches(text)).Select(match => match.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (Path.GetExtension(word) is not (".yaml" or ".yml") && read(word) is { } content)
            {
                yield return new SourceFile { Path = word, Content = content };
            }
        }
    }

    /// <summary>What a document names is sent only from its own folder and those below it: a document of somebody else's fetches nothing from elsewhere.</summary>
    private static Func<string, string?> BesideDocuments(IReadOnlyList<string> paths) => word =>
        Path.IsPathRooted(word) || word.Split('/', '\\').Contains("..")
            ? null
            : paths.Select(path => Path.Combine(Directory.Exists(path) ? path : Path.GetDirectoryName(path) ?? "", word))
                .Where(file => File.Exists(file) && new FileInfo(file).Length <= MostBytes).Select(File.ReadAllText).FirstOrDefault();

    [GeneratedRegex(@"[A-Za-z0-9_./\\-]{1,260}")]
    private static partial Regex Word();
}
