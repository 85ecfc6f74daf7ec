using System.Globalization;
using TwinGrid.V1;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace TwinGrid.Connectors.Replay;

/// <summary>Reads a document of kind <c>ReplayMap</c>. Every mistake is found at once, with its place and what is allowed.</summary>
public static class ReplayMapReader
{
    private const string ApiVersion = "twingrid/v1";
    private const string Kind = "ReplayMap";
    private static readonly IReadOnlyList<string> Booleans = ["true", "false"];

    private static readonly Dictionary<string, SignalType> Types = new(StringComparer.Ordinal)
    {
        ["number"] = SignalType.Number,
        ["integer"] = SignalType.Integer,
        ["boolean"] = SignalType.Boolean,
        ["string"] = SignalType.String,
        ["enumeration"] = SignalType.Enumeration,
    };

    /// <summary>Reads a file.</summary>
    /// <exception cref="ReplayMapException">The document is not valid.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static ReplayMap ReadFile(string path) => Read(path, File.ReadAllText(path));

    /// <summary>Reads a text; <paramref name="path"/> is for messages.</summary>
    /// <exception cref="ReplayMapException">The document is not valid.</exception>
    public static ReplayMap Read(string path, string yaml)
    {
        var errors = new List<MapError>();
        var map = Load(path, yaml, errors) is { } root ? ReadDocument(path, root) : null;
        return errors.Count == 0 && map is not null ? map : throw new ReplayMapException([.. errors.OrderBy(error => error.Line).ThenBy(error => error.Column)]);
    }

    private static MapNode? Load(string path, string yaml, List<MapError> errors)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(yaml));
        }
        catch (YamlException error)
        {
            errors.Add(new MapError(path, (int)error.Start.Line, (int)error.Start.Column, "document", $"This is no YAML: {error.Message}", []));
            return null;
        }

        if (stream.Documents.Count == 1)
        {
            return new MapNode(path, stream.Documents[0].RootNode, string.Empty, errors);
        }

        errors.Add(new MapError(path, 1, 1, "document", $"Expected one document of kind {Kind}, found {stream.Documents.Count}.", []));
        return null;
    }

    private static ReplayMap? ReadDocument(string path, MapNode root)
    {
        var document = root.Keys(["apiVersion", "kind", "spec"], ["metadata"]);
        document.GetValueOrDefault("apiVersion")?.OneOf(ApiVersion);
        document.GetValueOrDefault("kind")?.OneOf(Kind);
        if (!document.TryGetValue("spec", out var specNode))
        {
            return null;
        }

        var spec = specNode.Keys(["time", "columns"], ["delimiter", "quote", "header", "skipLines", "decimal", "missing", "badRows", "asset"]);
        if (!spec.TryGetValue("time", out var time) || !spec.TryGetValue("columns", out var columns))
        {
            return null;
        }

        return new ReplayMap
        {
            Path = path,
            Delimiter = Delimiter(spec.GetValueOrDefault("delimiter")),
            Quote = Character(spec.GetValueOrDefault("quote"), '"'),
            Header = spec.GetValueOrDefault("header")?.OneOf(Booleans) != "false",
            SkipLines = Count(spec.GetValueOrDefault("skipLines")),
            DecimalSeparator = spec.GetValueOrDefault("decimal")?.OneOf(".", ",") == "," ? ',' : '.',
            Missing = [.. spec.GetValueOrDefault("missing")?.Items().Select(item => item.Text() ?? string.Empty) ?? []],
            SkipBadRows = spec.GetValueOrDefault("badRows")?.OneOf("fail", "skip") == "skip",
            Time = Time(time),
            Columns = Columns(columns, spec.GetValueOrDefault("asset")?.Text() ?? string.Empty),
        };
    }

    private static TimeColumn Time(MapNode node)
    {
        var keys = node.Keys(["column"], ["format", "zone", "ambiguous"]);
        var format = keys.GetValueOrDefault("format")?.Text() ?? "iso8601";
        if (!TimeReader.IsFormat(format))
        {
            keys["format"].Error($"'{format}' is no time format.", [.. TimeReader.NamedFormats, "a .NET format with a year, e.g. yyyy-MM-dd HH:mm:ss"]);
        }

        var zone = keys.GetValueOrDefault("zone")?.Text() ?? "UTC";
        if (TimeReader.FindZone(zone) is null)
        {
            keys["zone"].Error($"'{zone}' is no time zone.", ["an IANA name, e.g. Europe/Berlin", "an offset, e.g. +02:00"]);
        }

        var later = keys.GetValueOrDefault("ambiguous")?.OneOf("earlier", "later") == "later";
        return new TimeColumn(keys.GetValueOrDefault("column")?.Text() ?? string.Empty, format, zone, later);
    }

    private static List<ColumnMap> Columns(MapNode node, string defaultAsset)
    {
        var columns = new List<ColumnMap>();
        foreach (var item in node.Items())
        {
            var keys = item.Keys(["column", "signal"], ["asset", "unit", "type", "symbols"]);
            var asset = keys.GetValueOrDefault("asset")?.Text() ?? defaultAsset;
            if (asset.Length == 0)
            {
                item.Error("'asset' is missing, here or in spec.");
            }

            var type = keys.GetValueOrDefault("type")?.OneOf([.. Types.Keys]) is { } name ? Types[name] : SignalType.Unspecified;
            var symbols = Symbols(keys.GetValueOrDefault("symbols"));
            if (type == SignalType.Enumeration && symbols.Count == 0)
            {
                item.Error("An enumeration needs 'symbols': the number of each text.");
            }

            var column = new ColumnMap(
                keys.GetValueOrDefault("column")?.Text() ?? string.Empty, asset, keys.GetValueOrDefault("signal")?.Text() ?? string.Empty,
                keys.GetValueOrDefault("unit")?.Text() ?? string.Empty, type, symbols);
            if (columns.Exists(other => other.Asset == column.Asset && other.Signal == column.Signal))
            {
                item.Error($"Signal '{column.Signal}' of '{column.Asset}' has a column already.");
            }

            columns.Add(column);
        }

        if (columns.Count == 0)
        {
            node.Error("At least one column is needed.");
        }

        return columns;
    }

    private static Dictionary<string, int> Symbols(MapNode? node)
    {
        var symbols = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (symbol, value) in node?.Pairs() ?? [])
        {
            if (int.TryParse(value.Text(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            {
                symbols[symbol] = number;
            }
            else
            {
                value.Error("Expected a whole number.");
            }
        }

        return symbols;
    }

    private static string Delimiter(MapNode? node) => node?.Text() switch
    {
        null => ",",
        "tab" => "\t",
        "" => Refuse(node, ","),
        { } text => text,
    };

    private static string Refuse(MapNode node, string instead)
    {
        node.Error("The delimiter is empty.", ["one or more characters", "tab"]);
        return instead;
    }

    private static char Character(MapNode? node, char otherwise)
    {
        if (node?.Text() is not { } text)
        {
            return otherwise;
        }

        if (text.Length != 1)
        {
            node.Error($"'{text}' is not one character.");
            return otherwise;
        }

        return text[0];
    }

    private static int Count(MapNode? node)
    {
        if (node?.Text() is not { } text)
        {
            return 0;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= 1_000_000)
        {
            return count;
        }

        node.Error($"'{text}' is no count from 0 to 1000000.");
        return 0;
    }
}
