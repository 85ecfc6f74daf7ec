using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;

namespace TwinGrid.Contracts.Ingest;

/// <summary>What a declaration resolves to. The gateway checks unit and type against it, once a series.</summary>
/// <param name="Code">None, UnknownSignal, Retired or WrongPartition.</param>
/// <param name="Series">The series in its partition; meaningless unless <paramref name="Code"/> is None or Retired: what is retired keeps its history.</param>
/// <param name="Partition">Number of the partition it lives in; -1 when not known.</param>
/// <param name="Signal">Its definition; null when not known.</param>
/// <param name="Message">What was not found and what there is; null when found.</param>
public sealed record SeriesBinding(RejectionCode Code, SeriesId Series, int Partition, SignalDefinition? Signal, string? Message);
