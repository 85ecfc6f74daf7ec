using TwinGrid.Contracts.Twins;

namespace TwinGrid.Grains.Queries;

/// <summary>A filter as parsed; what its names mean is decided against a plant's types.</summary>
internal abstract record FilterSyntax(int Position)
{
    /// <summary>An error at a place of the filter, from 1.</summary>
    public static FilterException Error(int position, string message) => new($"filter, position {position}: {message}.");
}

/// <summary>All parts hold.</summary>
internal sealed record AndSyntax(IReadOnlyList<FilterSyntax> Parts, int Position) : FilterSyntax(Position);

/// <summary>One part holds.</summary>
internal sealed record OrSyntax(IReadOnlyList<FilterSyntax> Parts, int Position) : FilterSyntax(Position);

/// <summary>The part does not hold.</summary>
internal sealed record NotSyntax(FilterSyntax Part, int Position) : FilterSyntax(Position);

/// <summary>A field compared with a value.</summary>
internal sealed record ComparisonSyntax(string Field, string Comparator, FilterValue Value, int Position) : FilterSyntax(Position);

/// <summary>A word alone: text to be found in id, display name or type.</summary>
internal sealed record WordSyntax(FilterValue Word, int Position) : FilterSyntax(Position);

/// <summary>A value as written.</summary>
/// <param name="Text">Without quotes.</param>
/// <param name="IsQuoted">Was in quotes: a text for sure.</param>
/// <param name="Position">Place in the filter, from 1.</param>
internal readonly record struct FilterValue(string Text, bool IsQuoted, int Position);
