namespace TwinGrid.Grains.Scenarios;

/// <summary>A run as silos that work for it see it; the same grain as <see cref="Contracts.Scenarios.IScenarioGrain"/>, by the same key.</summary>
[Alias("twingrid.IRunDriverGrain")]
internal interface IRunDriverGrain : IGrainWithStringKey
{
    /// <summary>Takes results in and hands replications out; waits a moment when there is nothing to hand out.</summary>
    [Alias("Exchange")]
    Task<WorkAnswer> ExchangeAsync(WorkReport report, CancellationToken cancellationToken);
}
