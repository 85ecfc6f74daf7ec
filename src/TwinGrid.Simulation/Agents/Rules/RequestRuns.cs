using TwinGrid.Simulation.Flow.Crews;
using TwinGrid.Simulation.Kernel;

namespace TwinGrid.Simulation.Agents.Rules;

/// <summary>What a step has others do. As many claims as are open at once.</summary>
internal sealed class RequestRuns
{
    private readonly RuleEngine engine;
    private readonly RuleRun run;
    private readonly RequestStep step;
    private readonly Stack<RequestRun> free = [];
    private IResourcePool pool = null!;

    /// <param name="engine">The agent's engine.</param>
    /// <param name="run">The rule.</param>
    /// <param name="step">The step.</param>
    public RequestRuns(RuleEngine engine, RuleRun run, RequestStep step)
    {
        this.engine = engine;
        this.run = run;
        this.step = step;
    }

    /// <summary>Finds who is asked.</summary>
    public void Connect(IConnections connections) => pool = connections.Part<IResourcePool>(step.Pool);

    /// <summary>Asks. True when the rule goes on without waiting, or it is all done.</summary>
    public bool Begin()
    {
        var request = free.TryPop(out var used) ? used : new RequestRun(this);
        return request.Begin() || !step.Waits;
    }

    /// <summary>One request: a claim, then the time of the work.</summary>
    private sealed class RequestRun : IClaimant, IResumable
    {
        private readonly RequestRuns owner;
        private readonly ResourceClaim claim;
        private bool isBeginning;
        private bool isDone;

        public RequestRun(RequestRuns owner)
        {
            this.owner = owner;
            var step = owner.step;
            claim = new ResourceClaim(this, step.Place ?? owner.engine.Path, step.Task) { Amount = step.Amount, Priority = step.Priority ?? owner.run.Rule.Priority };
        }

        public bool Begin()
        {
            claim.WorkSeconds = owner.step.Duration.Quantile(owner.engine.WorkDraws.Draw(owner.run.Ordinal, owner.step.Operation));
            (isBeginning, isDone) = (true, false);
            owner.pool.Request(claim);
            isBeginning = false;
            return isDone;
        }

        public void OnGranted(ResourceClaim granted)
        {
            if (!owner.engine.Resume(this, claim.WorkSeconds * claim.Pace))
            {
                Resume();
            }
        }

        public void Resume()
        {
            isDone = true;
            owner.pool.Release(claim);
            owner.free.Push(this);
            if (owner.step.Waits && !isBeginning)
            {
                owner.run.Continue();
            }
        }
    }
}
