using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace TwinGrid.Model.Definitions.Reading;

/// <summary>
/// Builds trees with positions from YamlDotNet's events. Depth and size are bounded while reading, before anything is built on them; an alias counts as
/// all that it stands for, so that a few lines can't unfold into a giant tree.
/// </summary>
internal sealed class YamlReader
{
    private readonly DiagnosticBag bag;
    private readonly Dictionary<string, (YamlNode Node, int Size)> anchors = new(StringComparer.Ordinal);
    private string file = "";
    private int nodes;

    public YamlReader(DiagnosticBag bag) => this.bag = bag;

    /// <summary>The documents of a file; those after a syntax error are missing.</summary>
    public IReadOnlyList<YamlNode> Read(string path, string content)
    {
        file = path;
        var documents = new List<YamlNode>();
        var parser = new Parser(new Scanner(new StringReader(content), skipComments: true));
        try
        {
            while (parser.MoveNext())
            {
                if (parser.Current is DocumentStart)
                {
                    anchors.Clear();
                    parser.MoveNext();
                    if (ReadNode(parser, 0) is { } root)
                    {
                        documents.Add(root);
                    }
                }
            }
        }
        catch (YamlException wrong)
        {
            Report(wrong.Start, Explain(wrong));
        }
        catch (YamlLimitException limit)
        {
            Report(limit.At, limit.Message);
        }
        catch (Exception defect) when (defect is InvalidOperationException or ArgumentException or FormatException or OverflowException)
        {
            // YamlDotNet's own state machine gives up on some malformed texts in this way instead of a YamlException.
            Report(parser.Current?.End ?? Mark.Empty, "invalid YAML: what follows can't be read");
        }

        return documents;
    }

    private YamlNode? ReadNode(Parser parser, int depth)
    {
        var current = parser.Current!;
        if (depth > DefinitionLimits.MaxDepth)
        {
            throw new YamlLimitException(current.Start, Invariant($"more than {DefinitionLimits.MaxDepth} levels inside each other"));
        }

        if (current is AnchorAlias alias)
        {
            return Resolve(alias);
        }

        var before = nodes;
        Count(1, current.Start);
        YamlNode node = current switch
        {
            Scalar scalar => ReadScalar(scalar),
            SequenceStart start => ReadSequence(parser, start, depth),
            MappingStart start => ReadMapping(parser, start, depth),
            _ => throw new YamlLimitException(current.Start, "a value is expected here"),
        };
        if (current is NodeEvent { Anchor.IsEmpty: false } anchored)
        {
            anchors[anchored.Anchor.Value] = (node, nodes - before);
        }

        return node;
    }

    private YamlNode? Resolve(AnchorAlias alias)
    {
        if (!anchors.TryGetValue(alias.Value.Value, out var target))
        {
            Report(alias.Start, $"alias '*{alias.Value.Value}' refers to no anchor before it");
            return null;
        }

        Count(target.Size, alias.Start);
        return target.Node;
    }

    private YamlSequence ReadSequence(Parser parser, SequenceStart start, int depth)
    {
        var items = new List<YamlNode>();
        while (parser.MoveNext() && parser.Current is not SequenceEnd)
        {
            if (ReadNode(parser, depth + 1) is { } item)
            {
                items.Add(item);
            }
        }

        return new YamlSequence(Position(start.Start.Line), Position(start.Start.Column), items);
    }

    private YamlMapping ReadMapping(Parser parser, MappingStart start, int depth)
    {
        var entries = new List<KeyValuePair<YamlScalar, YamlNode>>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        while (parser.MoveNext() && parser.Current is not MappingEnd)
        {
            var at = parser.Current!.Start;
            var key = ReadNode(parser, depth + 1);
            parser.MoveNext();
            var value = ReadNode(parser, depth + 1);
            if (key is null || value is null)
            {
                continue;
            }

            if (key is not YamlScalar name)
            {
                Report(at, "a key must be text; a text that begins with '{' or '[' needs quotes");
            }
            else if (name.Value == "<<" && name.IsPlain)
            {
                Report(at, "merge keys (<<) are not supported; write the keys out, or use an alias for the whole value");
            }
            else if (!lines.TryAdd(name.Value, name.Line))
            {
                Report(at, Invariant($"key '{name.Value}' is given twice, first on line {lines[name.Value]}"));
            }
            else
            {
                entries.Add(new(name, value));
            }
        }

        return new YamlMapping(Position(start.Start.Line), Position(start.Start.Column), entries);
    }

    private static YamlScalar ReadScalar(Scalar scalar)
    {
        var isPlain = scalar.Style == ScalarStyle.Plain;
        var isQuoted = scalar.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted;
        var isOneToOne = (isPlain || isQuoted) && scalar.Start.Line == scalar.End.Line &&
            scalar.End.Column - scalar.Start.Column == scalar.Value.Length + (isQuoted ? 2 : 0);
        return new YamlScalar(
            Position(scalar.Start.Line), Position(scalar.Start.Column), scalar.Value, isPlain,
            isOneToOne ? Position(scalar.Start.Column) + (isQuoted ? 1 : 0) : 0);
    }

    private void Count(int more, Mark at)
    {
        nodes += more;
        if (nodes > DefinitionLimits.MaxNodes)
        {
            throw new YamlLimitException(at, Invariant($"more than {DefinitionLimits.MaxNodes} values, aliases counted as what they stand for"));
        }
    }

    private void Report(Mark at, string message) =>
        bag.Add(DiagnosticSeverity.Error, file, Position(at.Line), Position(at.Column), "", message);

    /// <summary>YamlDotNet's text without its position, and a hint at the cause that UCUM codes make common.</summary>
    private static string Explain(YamlException wrong)
    {
        var message = wrong.Message;
        return message.Contains("cannot start any token", StringComparison.Ordinal)
            ? "invalid YAML: " + message + " A text that begins with %, @, `, {, [ or a quote needs quotes, such as unit: \"%\"."
            : "invalid YAML: " + message;
    }

    private static int Position(long value) => (int)Math.Clamp(value, 1, int.MaxValue);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed class YamlLimitException(Mark at, string message) : FormatException(message)
    {
        public Mark At { get; } = at;
    }
}
