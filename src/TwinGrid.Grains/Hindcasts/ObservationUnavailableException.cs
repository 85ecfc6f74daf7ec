namespace TwinGrid.Grains.Hindcasts;

/// <summary>What happened in the plant can't be read now.</summary>
/// <param name="message">Why, for people.</param>
internal sealed class ObservationUnavailableException(string message) : Exception(message);
