namespace TwinGrid.Model.Units;

/// <summary>Leaves the parser from any depth; never leaves <see cref="Unit"/>.</summary>
internal sealed class UnitSyntaxException(int position, string message) : FormatException(message)
{
    public UnitError Error { get; } = new(position, message);
}
