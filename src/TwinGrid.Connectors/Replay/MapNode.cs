using YamlDotNet.RepresentationModel;

namespace TwinGrid.Connectors.Replay;

/// <summary>A place in a YAML document, with its path and what was found wrong so far.</summary>
internal sealed class MapNode(string file, YamlNode node, string path, List<MapError> errors)
{
    public string Path => path;

    /// <summary>The scalar's text; null and an error when it is none.</summary>
    public string? Text()
    {
        if (node is YamlScalarNode { Value: { } value })
        {
            return value;
        }

        Error("Expected a text or a number.");
        return null;
    }

    /// <summary>One of the allowed texts; null and an error when it is none.</summary>
    public string? OneOf(params IReadOnlyList<string> allowed)
    {
        var text = Text();
        if (text is null || allowed.Contains(text))
        {
            return text;
        }

        Error($"'{text}' is not allowed.", allowed);
        return null;
    }

    /// <summary>Children by key; unknown and missing keys are errors.</summary>
    public IReadOnlyDictionary<string, MapNode> Keys(IReadOnlyList<string> required, IReadOnlyList<string> optional)
    {
        var children = new Dictionary<string, MapNode>(StringComparer.Ordinal);
        if (node is not YamlMappingNode mapping)
        {
            Error("Expected keys and values.", [.. required, .. optional]);
            return children;
        }

        foreach (var (key, value) in mapping.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? string.Empty;
            var child = new MapNode(file, value, path.Length == 0 ? name : $"{path}.{name}", errors);
            if (required.Contains(name) || optional.Contains(name))
            {
                children[name] = child;
            }
            else
            {
                new MapNode(file, key, child.Path, errors).Error($"There is no '{name}' here.", [.. required, .. optional]);
            }
        }

        foreach (var missing in required.Where(name => !children.ContainsKey(name)))
        {
            Error($"'{missing}' is missing.");
        }

        return children;
    }

    /// <summary>All children by key, whatever they are called.</summary>
    public IEnumerable<(string Key, MapNode Value)> Pairs()
    {
        if (node is not YamlMappingNode mapping)
        {
            Error("Expected keys and values.");
            return [];
        }

        return mapping.Children.Select(pair =>
        {
            var name = (pair.Key as YamlScalarNode)?.Value ?? string.Empty;
            return (name, new MapNode(file, pair.Value, $"{path}.{name}", errors));
        });
    }

    /// <summary>The list's items.</summary>
    public IReadOnlyList<MapNode> Items()
    {
        if (node is not YamlSequenceNode list)
        {
            Error("Expected a list.");
            return [];
        }

        return [.. list.Children.Select((item, index) => new MapNode(file, item, $"{path}[{index}]", errors))];
    }

    public void Error(string message, IReadOnlyList<string>? allowed = null) =>
        errors.Add(new MapError(file, (int)node.Start.Line, (int)node.Start.Column, path.Length == 0 ? "document" : path, message, allowed ?? []));
}
