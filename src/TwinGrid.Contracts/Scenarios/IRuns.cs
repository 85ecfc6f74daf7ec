using TwinGrid.Model.Definitions;

namespace TwinGrid.Contracts.Scenarios;

/// <summary>Runs of scenarios and experiments, as the gateway sees them.</summary>
public interface IRuns
{
    /// <summary>Checks an order: reads its documents, builds its models. Nothing is stored or run.</summary>
    /// <returns>What would be run; it has no id.</returns>
    /// <exception cref="RunRefusedException">Something is wrong with it.</exception>
    ValueTask<RunDocument> CheckAsync(RunOrder order, CancellationToken cancellationToken);

    /// <summary>Starts a run; returns as soon as it is stored, and the run goes on by itself.</summary>
    /// <exception cref="RunRefusedException">Its documents are wrong, it can't start from where it should, or too many run.</exception>
    ValueTask<RunDocument> StartAsync(RunOrder order, CancellationToken cancellationToken);

    /// <summary>A run; null when there is none.</summary>
    ValueTask<RunDocument?> GetAsync(string plant, string run, CancellationToken cancellationToken);

    /// <summary>A run's answer; null when it has none (yet).</summary>
    ValueTask<RunResult?> GetResultAsync(string plant, string run, CancellationToken cancellationToken);

    /// <summary>Runs of a plant, newest first.</summary>
    ValueTask<IReadOnlyList<RunDocument>> ListAsync(string plant, CancellationToken cancellationToken);

    /// <summary>The run now and after each change, conflated, until it is over; empty when there is none.</summary>
    IAsyncEnumerable<RunDocument> WatchAsync(string plant, string run, CancellationToken cancellationToken);

    /// <summary>Ends a run: with what it has, or, when that is nothing, without an answer. One that is over stays as it is. Null when there is none.</summary>
    /// <param name="plant">Plant id.</param>
    /// <param name="run">Run id.</param>
    /// <param name="discard">No answer, whatever it has.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<RunDocument?> CancelAsync(string plant, string run, bool discard, CancellationToken cancellationToken);

    /// <summary>Removes a run that is over and what was kept for it. False when there is none.</summary>
    /// <param name="plant">Plant id.</param>
    /// <param name="run">Run id.</param>
    /// <param name="ifRevision">Revision that it must have; null = any.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RunRefusedException">It is not over, or has another revision.</exception>
    ValueTask<bool> DeleteAsync(string plant, string run, long? ifRevision, CancellationToken cancellationToken);

    /// <summary>Starts a run that repeats another bit for bit and tells the first difference.</summary>
    /// <exception cref="RunRefusedException">There is no such run, it has no answer, or what it needs is gone.</exception>
    ValueTask<RunDocument> ReplayAsync(string plant, string run, string by, CancellationToken cancellationToken);

    /// <summary>Runs of a plant side by side.</summary>
    /// <param name="plant">Plant id.</param>
    /// <param name="runs">Two or more; differences are from the first.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RunRefusedException">One does not exist or has no answer.</exception>
    ValueTask<RunsSideBySide> CompareAsync(string plant, IReadOnlyList<string> runs, CancellationToken cancellationToken);

    /// <summary>Compares what a run forecast with what has happened since, and keeps that with its answer.</summary>
    /// <exception cref="RunRefusedException">There is no such run, it has no answer, its KPIs are not observed, or what it forecasts has not happened yet.</exception>
    ValueTask<RunDocument> VerifyAsync(string plant, string run, CancellationToken cancellationToken);

    /// <summary>Something of a run as a file, in pieces of at most 256 KiB.</summary>
    /// <exception cref="RunRefusedException">The run has no such thing.</exception>
    IAsyncEnumerable<ReadOnlyMemory<byte>> ExportAsync(string plant, string run, RunExportOrder what, CancellationToken cancellationToken);
}

/// <summary>An export that is asked for.</summary>
/// <param name="What">What.</param>
/// <param name="Arm">Of a trace; "" = the first arm.</param>
/// <param name="Replication">Of a trace.</param>
public sealed record RunExportOrder(RunExport What, string Arm = "", int Replication = 0);

/// <summary>What can be exported of a run.</summary>
public enum RunExport : byte
{
    /// <summary>The record: all that is needed to run the same again, with a digest of every replication; JSON.</summary>
    Record = 1,

    /// <summary>The KPIs of every replication; CSV with a line of names.</summary>
    Replications = 2,

    /// <summary>The cut that it started from.</summary>
    Cut = 3,

    /// <summary>The documents that it was made of; JSON.</summary>
    Documents = 4,

    /// <summary>A report with charts for people; HTML, complete in one file.</summary>
    Report = 5,

    /// <summary>What components were doing when in one replication, which is run once more for that; CSV with a line of names.</summary>
    Trace = 6,
}

/// <summary>Why something can't be done with a run.</summary>
public enum RunRefusal : byte
{
    /// <summary>Its documents are wrong: see the diagnostics.</summary>
    InvalidDocuments = 1,

    /// <summary>There is no such plant, run or cut.</summary>
    NotFound = 2,

    /// <summary>It is not in a state in which that can be done.</summary>
    WrongState = 3,

    /// <summary>Somebody changed it in between.</summary>
    Changed = 4,

    /// <summary>As many run as may.</summary>
    Busy = 5,

    /// <summary>A partition or the store does not serve now.</summary>
    Unavailable = 6,

    /// <summary>A name, line or instant of the order is wrong.</summary>
    InvalidOrder = 7,
}

/// <summary>Something can't be done with a run.</summary>
/// <param name="refusal">Why.</param>
/// <param name="message">For people.</param>
/// <param name="subject">Field or resource that it is about.</param>
/// <param name="diagnostics">Findings about documents.</param>
public sealed class RunRefusedException(RunRefusal refusal, string message, string subject = "", IReadOnlyList<DefinitionDiagnostic>? diagnostics = null)
    : InvalidOperationException(message)
{
    /// <summary>Why.</summary>
    public RunRefusal Refusal { get; } = refusal;

    /// <summary>Field or resource that it is about.</summary>
    public string Subject { get; } = subject;

    /// <summary>Findings about documents.</summary>
    public IReadOnlyList<DefinitionDiagnostic> Diagnostics { get; } = diagnostics ?? [];
}
