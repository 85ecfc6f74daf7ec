namespace TwinGrid.Benchmarks.Ingest.Peers;

/// <summary>A runtime that updates the twins of a message.</summary>
internal interface IPeer : IAsyncDisposable
{
    string Name { get; }

    /// <summary>Sends a message; returns once all its assets are updated.</summary>
    /// <param name="message">Which of <see cref="PeerMessage.Messages"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task SendAsync(int message, CancellationToken cancellationToken);
}
