namespace TwinGrid.Grains.Queries;

/// <summary>A value to order by: a text, compared ordinally, or a number, where NaN (no value) comes last whatever the direction.</summary>
internal readonly record struct SortKey
{
    /// <summary>A text.</summary>
    public SortKey(string text) => Text = text;

    /// <summary>A number.</summary>
    public SortKey(double number) => Number = number;

    /// <summary>The text; null for a number.</summary>
    public string? Text { get; }

    /// <summary>The number.</summary>
    public double Number { get; }

    /// <summary>Order of two keys of one kind.</summary>
    public static int Compare(in SortKey left, in SortKey right, bool descending)
    {
        if (left.Text is not null || right.Text is not null)
        {
            var texts = string.CompareOrdinal(left.Text, right.Text);
            return descending ? -texts : texts;
        }

        if (double.IsNaN(left.Number) || double.IsNaN(right.Number))
        {
            return double.IsNaN(left.Number).CompareTo(double.IsNaN(right.Number));
        }

        var numbers = left.Number.CompareTo(right.Number);
        return descending ? -numbers : numbers;
    }
}
