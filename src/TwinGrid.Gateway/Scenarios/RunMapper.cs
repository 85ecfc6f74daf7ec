using System.Globalization;
using TwinGrid.Contracts.Scenarios;
using TwinGrid.V1;
using RunProgress = TwinGrid.V1.RunProgress;
using RunResult = TwinGrid.Contracts.Scenarios.RunResult;

namespace TwinGrid.Gateway.Scenarios;

/// <summary>Turns runs into answers.</summary>
internal static class RunMapper
{
    /// <summary>A run, with its answer where there is one and it is wanted.</summary>
    public static Run Map(RunDocument run, RunResult? result = null)
    {
        var mapped = new Run
        {
            Name = RunNames.Run(run.Plant, run.Id),
            Document = run.Document,
            Kind = run.Kind.ToString(),
            Question = run.Question,
            DocumentHash = run.DocumentHash,
            State = StateOf(run.Phase),
            Error = run.Error,
            CreatedAt = run.CreatedAtNs,
            CreatedBy = run.CreatedBy,
            StartedAt = run.StartedAtNs,
            EndedAt = run.EndedAtNs,
            Deadline = run.DeadlineNs,
            Etag = EtagOf(run),
            DefinitionVersion = run.DefinitionVersion,
            DefinitionHash = run.DefinitionHash,
            Cut = RunNames.Cut(run.Plant, run.CutHash),
            CutAt = run.CutAtNs,
            Host = run.Host,
            Seed = run.Seed,
            PlannedReplications = (uint)run.Planned,
            CutShort = run.WasCut,
            ReplayOf = RunNames.Run(run.Plant, run.ReplayOf),
            FirstDifference = run.FirstDifference,
            Verdict = run.Verdict,
            Progress = Map(run, run.Progress),
            Result = result is null ? null : ResultMapper.Map(result),
        };
        mapped.Arms.AddRange(run.Arms);
        mapped.Warnings.AddRange(run.Warnings);
        return mapped;
    }

    /// <summary>A run's etag.</summary>
    public static string EtagOf(RunDocument run) => run.Revision.ToString(CultureInfo.InvariantCulture);

    /// <summary>How far a run is.</summary>
    public static RunState StateOf(RunPhase phase) => phase switch
    {
        RunPhase.Preparing => RunState.Preparing,
        RunPhase.Running => RunState.Running,
        RunPhase.Succeeded => RunState.Succeeded,
        RunPhase.Failed => RunState.Failed,
        RunPhase.Cancelled => RunState.Cancelled,
        _ => RunState.Unspecified,
    };

    private static RunProgress Map(RunDocument run, Contracts.Scenarios.RunProgress progress)
    {
        var mapped = new RunProgress
        {
            WholeReplications = (uint)progress.Whole,
            Events = (ulong)progress.Events,
            Silos = (uint)progress.Silos,
            ElapsedSeconds = progress.ElapsedSeconds,
            RemainingSeconds = progress.RemainingSeconds,
            PointsDone = (uint)progress.PointsDone,
            Points = (uint)progress.Points,
        };
        for (var arm = 0; arm < Math.Min(run.Arms.Count, progress.Done.Count); arm++)
        {
            mapped.Arms.Add(new ArmProgress { Arm = run.Arms[arm], Done = (uint)progress.Done[arm], Needed = (uint)(arm < progress.Needed.Count ? progress.Needed[arm] : 0) });
        }

        mapped.Intervals.AddRange(progress.Intervals.Select(one => new V1.IntervalNow
        {
            Kpi = one.Kpi, Unit = one.Unit, Arm = one.Arm, Control = one.Control, Mean = one.Mean, HalfWidth = one.HalfWidth,
        }));
        return mapped;
    }
}
