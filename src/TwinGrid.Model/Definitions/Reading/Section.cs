namespace TwinGrid.Model.Definitions.Reading;

/// <summary>
/// A mapping being read. Each read names its key, which makes the list of allowed keys; <see cref="Close"/> reports the keys that nobody asked for.
/// A wrong value is reported and read as if it were absent, so that reading goes on and finds the next one.
/// </summary>
internal sealed class Section
{
    private readonly YamlMapping node;
    private readonly Dictionary<string, YamlNode> values = new(StringComparer.Ordinal);
    private readonly List<string> known = [];

    public Section(YamlMapping node, string file, string path, DiagnosticBag bag)
    {
        this.node = node;
        File = file;
        Path = path;
        Bag = bag;
        foreach (var (key, value) in node.Entries)
        {
            values[key.Value] = value;
        }
    }

    public string File { get; }

    public string Path { get; }

    public DiagnosticBag Bag { get; }

    public YamlNode Node => node;

    public string PathOf(string key) => Path.Length == 0 ? key : $"{Path}.{key}";

    /// <summary>Where to point for a key: its value, or the section when it is absent.</summary>
    public YamlNode At(string key) => values.GetValueOrDefault(key, node);

    public void Error(string key, string message, IEnumerable<string>? allowed = null) =>
        Bag.Add(DiagnosticSeverity.Error, File, At(key), PathOf(key), message, allowed);

    public void Warn(string key, string message) => Bag.Add(DiagnosticSeverity.Warning, File, At(key), PathOf(key), message);

    /// <summary>Whether the key is given; makes it known.</summary>
    public bool Has(string key) => Take(key) is not null;

    public YamlNode? Take(string key)
    {
        if (!known.Contains(key))
        {
            known.Add(key);
        }

        return values.TryGetValue(key, out var value) && value is not YamlScalar { IsNull: true } ? value : null;
    }

    /// <summary>Reports that a key which must be there is not; true when it is.</summary>
    public bool Require(string key, string? why = null)
    {
        if (Has(key))
        {
            return true;
        }

        Error(key, $"'{key}' is missing{(why is null ? "" : ": " + why)}");
        return false;
    }

    /// <summary>Reports a key that makes no sense here; true when it is absent.</summary>
    public bool Refuse(string key, string why)
    {
        if (!Has(key))
        {
            return true;
        }

        Error(key, why);
        return false;
    }

    public YamlScalar? Scalar(string key, string expected)
    {
        switch (Take(key))
        {
            case null:
                return null;
            case YamlScalar scalar:
                return scalar;
            case var other:
                var hint = other is YamlMapping or YamlSequence ? "; a text that begins with '{' or '[' needs quotes" : "";
                Error(key, $"{expected} is expected, not {Wording.Kind(other)}{hint}");
                return null;
        }
    }

    public Section? Child(string key)
    {
        switch (Take(key))
        {
            case null:
                return null;
            case YamlMapping mapping:
                return new Section(mapping, File, PathOf(key), Bag);
            case var other:
                Error(key, $"keys with values are expected, not {Wording.Kind(other)}");
                return null;
        }
    }

    /// <summary>The items of a list of mappings, at most <paramref name="max"/>.</summary>
    public IEnumerable<Section> Children(string key, int max)
    {
        foreach (var (item, path) in Items(key, max))
        {
            if (item is YamlMapping mapping)
            {
                yield return new Section(mapping, File, path, Bag);
            }
            else
            {
                Bag.Add(DiagnosticSeverity.Error, File, item, path, $"keys with values are expected, not {Wording.Kind(item)}");
            }
        }
    }

    /// <summary>The items of a list with their paths, at most <paramref name="max"/>.</summary>
    public IEnumerable<(YamlNode Item, string Path)> Items(string key, int max)
    {
        var node = Take(key);
        if (node is null)
        {
            yield break;
        }

        if (node is not YamlSequence list)
        {
            Error(key, $"a list is expected, not {Wording.Kind(node)}");
            yield break;
        }

        if (list.Items.Count > max)
        {
            Error(key, Wording.Invariant($"{list.Items.Count} entries; at most {max}"));
            yield break;
        }

        for (var i = 0; i < list.Items.Count; i++)
        {
            yield return (list.Items[i], Wording.Invariant($"{PathOf(key)}[{i}]"));
        }
    }

    /// <summary>The entries of a mapping whose keys are free, in order, at most <paramref name="max"/>.</summary>
    public IEnumerable<(YamlScalar Key, YamlNode Value, string Path)> Entries(string key, int max)
    {
        if (Child(key) is not { } child)
        {
            yield break;
        }

        if (child.node.Entries.Count > max)
        {
            Error(key, Wording.Invariant($"{child.node.Entries.Count} entries; at most {max}"));
            yield break;
        }

        foreach (var (name, value) in child.node.Entries)
        {
            yield return (name, value, child.PathOf(name.Value));
        }
    }

    /// <summary>Reports unknown keys.</summary>
    public void Close()
    {
        foreach (var (key, value) in node.Entries)
        {
            if (!known.Contains(key.Value))
            {
                // Within {...} a comma ends a value, so that the rest of an expression looks like a key without one.
                var isRest = value is YamlScalar { IsNull: true } && value.Line == key.Line;
                var hint = isRest ? "; a text with ',' needs quotes within {}" : Wording.DidYouMean(key.Value, known);
                Bag.Add(DiagnosticSeverity.Error, File, key, PathOf(Wording.Shorten(key.Value)), $"unknown key '{Wording.Shorten(key.Value)}'{hint}", known);
            }
        }
    }
}
