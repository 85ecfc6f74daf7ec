namespace TwinGrid.Connectors.Replay;

/// <summary>A mistake in a map document.</summary>
/// <param name="File">Its path.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Path">Where in the document, e.g. <c>spec.columns[2].unit</c>.</param>
/// <param name="Message">Names the value and what is expected.</param>
/// <param name="Allowed">Values that are allowed; empty when they can't be listed.</param>
public sealed record MapError(string File, int Line, int Column, string Path, string Message, IReadOnlyList<string> Allowed)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{File}:{Line}:{Column}: {Path}: {Message}{(Allowed.Count > 0 ? $" Allowed: {string.Join(", ", Allowed)}." : string.Empty)}";
}

/// <summary>The map document is not valid.</summary>
public sealed class ReplayMapException(IReadOnlyList<MapError> errors) : Exception(string.Join(Environment.NewLine, errors))
{
    /// <summary>All mistakes, in the order of the document.</summary>
    public IReadOnlyList<MapError> Errors { get; } = errors;
}

/// <summary>A recorded file can't be read as the map says.</summary>
public sealed class ReplayDataException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A state directory belongs to another input.</summary>
public sealed class ReplayStateException(string message) : Exception(message);
