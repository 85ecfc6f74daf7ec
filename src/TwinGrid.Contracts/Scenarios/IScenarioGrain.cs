namespace TwinGrid.Contracts.Scenarios;

/// <summary>
/// One run; key <c>plants/{plant}/runs/{run}</c>. Hands replications out to all silos, takes them in, and keeps what it needs to go on after its
/// silo died. Its documents travel as JSON, as they are stored.
/// </summary>
[Alias("twingrid.IScenarioGrain")]
public interface IScenarioGrain : IGrainWithStringKey
{
    /// <summary>The run's document, as soon as its revision is above the given one or the time is over; null when there is no such run. Wakes a run that should go on.</summary>
    [Alias("Get")]
    Task<RunMessage?> GetAsync(long afterRevision, TimeSpan wait, CancellationToken cancellationToken);

    /// <summary>Ends it with what it has, or without an answer; its document then, null when there is no such run.</summary>
    [Alias("Cancel")]
    Task<RunMessage?> CancelAsync(bool discard, CancellationToken cancellationToken);
}

/// <summary>A document of a run.</summary>
/// <param name="Json">A <see cref="RunDocument"/>.</param>
[GenerateSerializer]
[Immutable]
[Alias("twingrid.RunMessage")]
public sealed record RunMessage([property: Id(0)] byte[] Json);
