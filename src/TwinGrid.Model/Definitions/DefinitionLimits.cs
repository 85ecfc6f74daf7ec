namespace TwinGrid.Model.Definitions;

/// <summary>Bounds on what a plant's documents may hold; beyond them reading stops with an error.</summary>
public static class DefinitionLimits
{
    /// <summary>Documents' text together, in UTF-16 characters, 16 Mi.</summary>
    public const int MaxCharacters = 16 << 20;

    /// <summary>YAML nodes together, each alias counted as what it stands for.</summary>
    public const int MaxNodes = 1_000_000;

    /// <summary>
    /// Bytes of the canonical form, 32 MiB: whoever stores a definition must be able to rely on it, however aliases unfold. Plants of millions of equal assets are
    /// written as ranges, which take a line.
    /// </summary>
    public const int MaxCanonicalBytes = 32 << 20;

    /// <summary>Mappings and sequences inside each other.</summary>
    public const int MaxDepth = 32;

    /// <summary>Files of one plant.</summary>
    public const int MaxFiles = 1_024;

    /// <summary>Findings reported; the rest is counted.</summary>
    public const int MaxDiagnostics = 200;

    /// <summary>Assets of a plant, ranges spelt out, 16 Mi.</summary>
    public const int MaxAssets = 16 << 20;

    /// <summary>Alarms, and also parameters, of a type.</summary>
    public const int MaxAlarms = 1_024;

    /// <summary>Symbols of an enumeration.</summary>
    public const int MaxSymbols = 1_024;

    /// <summary>KPIs of a line or a plant.</summary>
    public const int MaxKpis = 256;

    /// <summary>Labels of an asset.</summary>
    public const int MaxLabels = 64;

    /// <summary>Characters of a name for people, a message, a label's text or a symbol.</summary>
    public const int MaxText = 256;
}
