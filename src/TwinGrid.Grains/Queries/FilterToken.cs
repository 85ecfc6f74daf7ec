namespace TwinGrid.Grains.Queries;

/// <summary>Kinds of tokens of a filter (AIP-160).</summary>
internal enum FilterTokenKind : byte
{
    End,
    Text,
    Quoted,
    Comparator,
    Open,
    Close,
    And,
    Or,
    Not,
}

/// <summary>A token.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As written; without quotes and escapes for quoted text.</param>
/// <param name="Position">Place in the filter, from 1.</param>
/// <param name="FollowsSpace">White space or the start comes before it.</param>
internal readonly record struct FilterToken(FilterTokenKind Kind, string Text, int Position, bool FollowsSpace)
{
    /// <summary>For messages.</summary>
    public override string ToString() => Kind == FilterTokenKind.End ? "the end" : $"'{Text}'";
}
