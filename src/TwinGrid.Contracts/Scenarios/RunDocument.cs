using TwinGrid.Model.Scenarios;

namespace TwinGrid.Contracts.Scenarios;

/// <summary>How far a run is.</summary>
public enum RunPhase : byte
{
    /// <summary>Its start is being made: the cut taken, the models built.</summary>
    Preparing = 1,

    /// <summary>Replications run.</summary>
    Running = 2,

    /// <summary>It has an answer.</summary>
    Succeeded = 3,

    /// <summary>It has none: see <see cref="RunDocument.Error"/>.</summary>
    Failed = 4,

    /// <summary>Somebody ended it before it had one.</summary>
    Cancelled = 5,
}

/// <summary>A run, without its answer: what lists show. Immutable; every change is another with a higher <see cref="Revision"/>.</summary>
public sealed record RunDocument
{
    /// <summary>Plant id.</summary>
    public required string Plant { get; init; }

    /// <summary>Run id, unique in the plant; later runs sort after earlier ones.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the document.</summary>
    public required string Document { get; init; }

    /// <summary>Scenario or experiment.</summary>
    public ExperimentKind Kind { get; init; }

    /// <summary>What is asked, in words; "" = not told.</summary>
    public string Question { get; init; } = "";

    /// <summary>Hash of the document's meaning, overrides included.</summary>
    public string DocumentHash { get; init; } = "";

    /// <summary>How far it is.</summary>
    public RunPhase Phase { get; init; } = RunPhase.Preparing;

    /// <summary>Rises with each change, from 1: the etag.</summary>
    public long Revision { get; init; }

    /// <summary>Why it failed, or why it waits; "" when it neither failed nor waits.</summary>
    public string Error { get; init; } = "";

    /// <summary>When it was asked for, ns since 1970 UTC.</summary>
    public long CreatedAtNs { get; init; }

    /// <summary>Who asked.</summary>
    public string CreatedBy { get; init; } = "";

    /// <summary>When its first replication was handed out; 0 = not yet.</summary>
    public long StartedAtNs { get; init; }

    /// <summary>When it ended; 0 = not yet.</summary>
    public long EndedAtNs { get; init; }

    /// <summary>When it ends at the latest; 0 = no bound.</summary>
    public long DeadlineNs { get; init; }

    /// <summary>Version of the plant's definition; 0 when the document is the whole model.</summary>
    public ulong DefinitionVersion { get; init; }

    /// <summary>Its hash; "" when the document is the whole model.</summary>
    public string DefinitionHash { get; init; } = "";

    /// <summary>Hash of the cut that it starts from; "" when it starts empty.</summary>
    public string CutHash { get; init; } = "";

    /// <summary>Instant t0 of the cut; 0 when it starts empty.</summary>
    public long CutAtNs { get; init; }

    /// <summary>Operating system, instruction set, runtime and engine that its replications run on; others take no part.</summary>
    public string Host { get; init; } = "";

    /// <summary>Modules that its models are made of, <c>machine@1</c>, with the hash of those that documents and plug-ins brought; silos with others take no part.</summary>
    public IReadOnlyList<string> Modules { get; init; } = [];

    /// <summary>Key of all random numbers.</summary>
    public ulong Seed { get; init; }

    /// <summary>Arms, the first one the control.</summary>
    public IReadOnlyList<string> Arms { get; init; } = [];

    /// <summary>The most replications of an arm that the document allows.</summary>
    public int Planned { get; init; }

    /// <summary>Replications by arm, instead of the document's rule: what a replay repeats; empty = by the rule.</summary>
    public IReadOnlyList<int> FixedReplications { get; init; } = [];

    /// <summary>A budget, a deadline or a person ended it before its own rule did.</summary>
    public bool WasCut { get; init; }

    /// <summary>Id of the run that it repeats; "" = none.</summary>
    public string ReplayOf { get; init; } = "";

    /// <summary>Of a replay that ended: the first difference from the run that it repeats; "" = bit for bit the same.</summary>
    public string FirstDifference { get; init; } = "";

    /// <summary>What came out, in a few words; "" = it has no answer, or nothing was asked of it.</summary>
    public string Verdict { get; init; } = "";

    /// <summary>Findings about the document that are no errors.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>How far its replications are.</summary>
    public RunProgress Progress { get; init; } = new();

    /// <summary>Whether it has ended.</summary>
    public bool IsOver => Phase is RunPhase.Succeeded or RunPhase.Failed or RunPhase.Cancelled;
}

/// <summary>How far a run's replications are.</summary>
public sealed record RunProgress
{
    /// <summary>Replications done, by arm.</summary>
    public IReadOnlyList<int> Done { get; init; } = [];

    /// <summary>Replications of every arm that are done without a gap: what the intervals rest on.</summary>
    public int Whole { get; init; }

    /// <summary>Replications by arm that are needed as far as is known now.</summary>
    public IReadOnlyList<int> Needed { get; init; } = [];

    /// <summary>Points of the sensitivity analysis that are done.</summary>
    public int PointsDone { get; init; }

    /// <summary>Points of the sensitivity analysis; 0 = there is none.</summary>
    public int Points { get; init; }

    /// <summary>Events so far.</summary>
    public long Events { get; init; }

    /// <summary>Silos that take part.</summary>
    public int Silos { get; init; }

    /// <summary>Time since it started, s.</summary>
    public double ElapsedSeconds { get; init; }

    /// <summary>Time that it will still take, s, if it goes on as it did; NaN = not known.</summary>
    public double RemainingSeconds { get; init; } = double.NaN;

    /// <summary>Present intervals: every KPI in every arm, then the differences.</summary>
    public IReadOnlyList<IntervalNow> Intervals { get; init; } = [];
}

/// <summary>An interval while a run goes on.</summary>
/// <param name="Kpi">KPI id.</param>
/// <param name="Unit">UCUM code.</param>
/// <param name="Arm">Arm, or the treatment of a difference.</param>
/// <param name="Control">Control of a difference; "" for an arm by itself.</param>
/// <param name="Mean">Estimate.</param>
/// <param name="HalfWidth">Half of the interval's width; infinite when nothing can be said.</param>
public sealed record IntervalNow(string Kpi, string Unit, string Arm, string Control, double Mean, double HalfWidth);
