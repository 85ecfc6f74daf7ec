namespace TwinGrid.Model.Behaviours.Equations;

/// <summary>An equation or an expression as written.</summary>
/// <param name="Text">The text.</param>
/// <param name="Place">Where it stands.</param>
public sealed record ModuleText(string Text, SourcePlace Place)
{
    /// <summary>A text that was read nowhere.</summary>
    public static implicit operator ModuleText(string text) => new(text, SourcePlace.None);

    /// <summary>The text.</summary>
    public override string ToString() => Text;
}
