using TwinGrid.Gateway.Errors;

namespace TwinGrid.Gateway.Twins;

/// <summary>Page sizes (AIP-158): 0 = the default, more than the most = the most, negative = an error.</summary>
internal static class PageSize
{
    /// <summary>Items of a page when none is asked for.</summary>
    public const int Default = 100;

    /// <summary>Most items of a page.</summary>
    public const int Max = 1_000;

    /// <summary>Reads the field.</summary>
    public static int From(int requested) =>
        requested < 0 ? throw Refusal.InvalidArgument("page_size", $"{requested} is below 0.") : requested == 0 ? Default : Math.Min(requested, Max);
}
