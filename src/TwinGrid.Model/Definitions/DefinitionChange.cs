namespace TwinGrid.Model.Definitions;

/// <summary>What became of a part of a plant.</summary>
public enum DefinitionChangeKind : byte
{
    /// <summary>It is new.</summary>
    Added = 1,

    /// <summary>It is gone: retired when applied, its history stays.</summary>
    Removed = 2,

    /// <summary>It goes on under another id, with its history.</summary>
    Renamed = 3,

    /// <summary>A property of it differs.</summary>
    Changed = 4,
}

/// <summary>A difference between two versions of a plant.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="Path">
/// The part under its new id, such as <c>types/filler/signals/speed</c> or <c>lines/line-1/assets/filler-1</c>; for a change with the property, such as
/// <c>types/filler/signals/speed/range</c>.
/// </param>
/// <param name="Before">The old value; for a rename the old id; empty when added.</param>
/// <param name="After">The new value; for a rename the new id; empty when removed.</param>
public sealed record DefinitionChange(DefinitionChangeKind Kind, string Path, string Before, string After);
