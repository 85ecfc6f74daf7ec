namespace TwinGrid.Model.Definitions.Reading;

/// <summary>Kinds of documents.</summary>
internal enum DocumentKind
{
    AssetType,
    Line,
    Plant,
    Module,
    Scenario,
    Experiment,
}

/// <summary>A document whose envelope is in order.</summary>
internal sealed record Document(DocumentKind Kind, string Name, Section Metadata, Section Spec);

/// <summary>Reads the envelope: <c>apiVersion</c>, <c>kind</c>, <c>metadata.name</c>, <c>spec</c>.</summary>
internal static class DocumentReader
{
    public const string ApiVersion = "twingrid/v1";

    /// <summary>Maps of recorded files lie beside the plant that they are for; they are no part of it.</summary>
    private const string ReplayMap = "ReplayMap";

    /// <summary>The document; null when it is empty or of a kind that is passed over, and with a finding when its envelope is not in order.</summary>
    public static Document? Read(YamlNode root, string file, DiagnosticBag bag, Func<DocumentKind, bool> isWanted)
    {
        if (root is YamlScalar { IsNull: true })
        {
            return null;
        }

        if (root is not YamlMapping mapping)
        {
            bag.Add(DiagnosticSeverity.Error, file, root, "", $"a document with apiVersion, kind, metadata and spec is expected, not {Wording.Kind(root)}");
            return null;
        }

        var section = new Section(mapping, file, "", bag);
        if (section.Take("kind") is YamlScalar scalar && (scalar.Value == ReplayMap || (KindOf(scalar.Value) is { } other && !isWanted(other))))
        {
            return null;
        }

        section.Require("apiVersion");
        if (section.Scalar("apiVersion", "text") is { } version && version.Value != ApiVersion)
        {
            section.Error("apiVersion", $"'{Wording.Shorten(version.Value)}' is not known", [ApiVersion]);
        }

        section.Require("kind");
        var kind = ReadKind(section);
        section.Require("metadata");
        var metadata = section.Child("metadata");
        metadata?.Require("name");
        var name = metadata?.Id("name");
        metadata?.Close();
        section.Require("spec");
        var spec = section.Child("spec");
        section.Close();
        return kind is { } known && name is not null && spec is not null ? new Document(known, name, metadata!, spec) : null;
    }

    private static DocumentKind? ReadKind(Section section)
    {
        if (section.Scalar("kind", "text") is not { } scalar)
        {
            return null;
        }

        if (KindOf(scalar.Value) is { } kind)
        {
            return kind;
        }

        var names = Enum.GetNames<DocumentKind>();
        section.Error("kind", $"'{Wording.Shorten(scalar.Value)}' is not known{Wording.DidYouMean(scalar.Value, names)}", names);
        return null;
    }

    private static DocumentKind? KindOf(string name)
    {
        foreach (var kind in Enum.GetValues<DocumentKind>())
        {
            if (kind.ToString() == name)
            {
                return kind;
            }
        }

        return null;
    }
}
