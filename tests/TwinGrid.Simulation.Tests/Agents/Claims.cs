using TwinGrid.Model.Time;
using TwinGrid.Simulation.Flow.Crews;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Tests.Flow;

namespace TwinGrid.Simulation.Tests.Agents;

/// <summary>Makes claims at given times, works for a time, and notes who was served when.</summary>
internal sealed class Claims : IEventTarget, IClaimant
{
    private const int Ask = 1;
    private const int Done = 2;

    private readonly Simulator simulator;
    private readonly IResourcePool pool;
    private readonly List<ResourceClaim> claims = [];

    public Claims(FlowRun run, string pool)
    {
        simulator = run.Instance.Simulator;
        this.pool = (IResourcePool)run.Instance.Find(pool)!;
    }

    public ulong TraceId => 7;

    /// <summary>What began when, <c>task@seconds</c>.</summary>
    public List<string> Log { get; } = [];

    public ResourceClaim Add(double atSeconds, string task, double workSeconds, double priority = 0, double? dueSeconds = null, int amount = 1)
    {
        var claim = new ResourceClaim(this, "place", task)
        {
            WorkSeconds = workSeconds,
            Priority = priority,
            Amount = amount,
            Due = dueSeconds is { } due ? simulator.Clock.Time(due) : SimTime.Never,
        };
        simulator.ScheduleAt(simulator.Clock.Time(atSeconds), this, Ask, claims.Count);
        claims.Add(claim);
        return claim;
    }

    public void OnEvent(int kind, long argument)
    {
        if (kind == Ask)
        {
            pool.Request(claims[(int)argument]);
        }
        else
        {
            pool.Release(claims[(int)argument]);
        }
    }

    public void OnGranted(ResourceClaim claim)
    {
        Log.Add(FormattableString.Invariant($"{claim.Task}@{simulator.NowSeconds:0.###}"));
        simulator.Schedule(simulator.Clock.Duration(claim.WorkSeconds * claim.Pace), this, Done, claims.IndexOf(claim));
    }
}
