using TwinGrid.Model.Names;

namespace TwinGrid.Gateway.Twins;

/// <summary>Parents of lists.</summary>
internal static class Parents
{
    /// <summary>A resource name for what may have been a plant's id.</summary>
    public static string Canonical(string parent) => Identifier.IsValid(parent) ? new ResourceName(parent).ToString() : parent;
}
