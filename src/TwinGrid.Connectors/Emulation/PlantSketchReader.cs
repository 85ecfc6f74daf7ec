using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace TwinGrid.Connectors.Emulation;

/// <summary>
/// Reads the documents of a plant that the server has accepted: they are valid, so this only picks what it needs. The language is described in
/// docs/definitions.md.
/// </summary>
internal static class PlantSketchReader
{
    private static readonly YamlMappingNode Empty = new();

    public static PlantSketch Read(string plant, IEnumerable<string> yaml)
    {
        var types = new Dictionary<string, TypeSketch>(StringComparer.Ordinal);
        var assets = new List<AssetSketch>();
        var flows = new List<(string, string)>();
        foreach (var document in yaml.SelectMany(Documents))
        {
            var id = Text(Map(document, "metadata"), "name") ?? plant;
            var spec = Map(document, "spec");
            switch (Text(document, "kind"))
            {
                case "AssetType":
                    types[id] = Type(id, spec);
                    break;
                case "Line":
                    assets.AddRange(List(spec, "assets").Select(asset => Asset(id, asset)));
                    break;
                case "Plant":
                    flows.AddRange(List(spec, "flows").Where(flow => Text(flow, "kind") == "material").Select(flow => (Text(flow, "from")!, Text(flow, "to")!)));
                    break;
                default:
                    break;
            }
        }

        return new PlantSketch(plant, types, assets, flows);
    }

    private static IEnumerable<YamlMappingNode> Documents(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return stream.Documents.Select(document => document.RootNode).OfType<YamlMappingNode>();
    }

    private static TypeSketch Type(string id, YamlMappingNode spec) => new(
        id,
        [.. List(spec, "signals").Where(signal => Text(signal, "expression") is null).Select(Signal)],
        List(spec, "parameters").ToDictionary(parameter => Text(parameter, "id")!, parameter => Number(parameter, "default") ?? 0),
        Cycle(Text(Map(spec, "production"), "idealCycle")));

    private static SignalSketch Signal(YamlMappingNode signal)
    {
        var range = Map(signal, "range");
        return new SignalSketch(
            Text(signal, "id")!, Text(signal, "type") ?? "number", Text(signal, "unit") ?? string.Empty, Number(range, "min"), Number(range, "max"), Symbols(signal));
    }

    /// <summary>A list is numbered from 0; a mapping gives the numbers.</summary>
    private static Dictionary<string, int> Symbols(YamlMappingNode signal) => Child(signal, "symbols") switch
    {
        YamlSequenceNode list => list.Children.Select((symbol, number) => (((YamlScalarNode)symbol).Value!, number)).ToDictionary(),
        YamlMappingNode map => map.Children.ToDictionary(
            symbol => ((YamlScalarNode)symbol.Key).Value!, symbol => int.Parse(((YamlScalarNode)symbol.Value).Value!, CultureInfo.InvariantCulture)),
        _ => [],
    };

    private static AssetSketch Asset(string line, YamlMappingNode asset) => new(
        Text(asset, "id")!, line, Text(asset, "type")!, Text(asset, "partOf"), Texts(Map(asset, "labels")),
        Texts(Map(asset, "parameters")).ToDictionary(parameter => parameter.Key, parameter => double.Parse(parameter.Value, CultureInfo.InvariantCulture)));

    private static TimeSpan? Cycle(string? text) =>
        text is null ? null
        : text.EndsWith("ms", StringComparison.Ordinal) && double.TryParse(text[..^2], CultureInfo.InvariantCulture, out var milliseconds) ? TimeSpan.FromMilliseconds(milliseconds)
        : text.EndsWith('s') && double.TryParse(text[..^1], CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds)
        : null;

    private static YamlNode? Child(YamlMappingNode node, string key) => node.Children.TryGetValue(new YamlScalarNode(key), out var child) ? child : null;

    private static YamlMappingNode Map(YamlMappingNode node, string key) => Child(node, key) as YamlMappingNode ?? Empty;

    private static IEnumerable<YamlMappingNode> List(YamlMappingNode node, string key) =>
        (Child(node, key) as YamlSequenceNode)?.Children.OfType<YamlMappingNode>() ?? [];

    private static string? Text(YamlMappingNode node, string key) => (Child(node, key) as YamlScalarNode)?.Value;

    private static double? Number(YamlMappingNode node, string key) =>
        double.TryParse(Text(node, key), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static Dictionary<string, string> Texts(YamlMappingNode node) =>
        node.Children.ToDictionary(pair => ((YamlScalarNode)pair.Key).Value!, pair => (pair.Value as YamlScalarNode)?.Value ?? string.Empty);
}
