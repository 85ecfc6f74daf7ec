using System.Diagnostics.CodeAnalysis;

namespace TwinGrid.Model.Names;

/// <summary>
/// <c>plants/{plant}</c>, <c>plants/{plant}/lines/{line}</c> or <c>plants/{plant}/lines/{line}/assets/{asset}</c> (AIP-122).
/// An asset's id is unique in its plant, so a line may be <c>-</c> when an asset is named.
/// </summary>
/// <param name="Plant">Plant id, or <c>-</c> for any.</param>
/// <param name="Line">Line id, <c>-</c> for any, or null.</param>
/// <param name="Asset">Asset id, or null.</param>
public readonly record struct ResourceName(string Plant, string? Line = null, string? Asset = null)
{
    /// <summary>Stands for any id where a collection is asked for.</summary>
    public const string Any = "-";

    /// <summary>Reads a full resource name. False for anything else, a bare id too.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ResourceName name)
    {
        name = default;
        var parts = text?.Split('/') ?? [];
        if (parts.Length is not (2 or 4 or 6) || parts[0] != "plants" || !IsIdOrAny(parts[1]))
        {
            return false;
        }

        if (parts.Length >= 4 && (parts[2] != "lines" || !IsIdOrAny(parts[3])))
        {
            return false;
        }

        if (parts.Length == 6 && (parts[4] != "assets" || !Identifier.IsValid(parts[5])))
        {
            return false;
        }

        name = new ResourceName(parts[1], parts.Length >= 4 ? parts[3] : null, parts.Length == 6 ? parts[5] : null);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        Asset is not null ? $"plants/{Plant}/lines/{Line ?? Any}/assets/{Asset}"
        : Line is not null ? $"plants/{Plant}/lines/{Line}"
        : $"plants/{Plant}";

    private static bool IsIdOrAny(string text) => text == Any || Identifier.IsValid(text);
}
