using TwinGrid.Model.Time;
using TwinGrid.Simulation.Flow.Crews;
using TwinGrid.Simulation.Flow.Parts;
using TwinGrid.Simulation.Kernel;

namespace TwinGrid.Simulation.Flow.Stations;

/// <summary>
/// One of a machine's parallel servers: how far it is with its part (<see cref="Stage"/>), and why it stands still (<see cref="Stops"/>). The two are independent, so that
/// a failure or the end of a shift takes nothing from the work but time.
/// </summary>
internal sealed class Server : IClaimant
{
    private readonly Machine machine;
    private readonly ResourceClaim? operators;
    private readonly ResourceClaim? setters;
    private Stops later;
    private string setUpFor = "";
    private int operation;
    private double work;
    private double left;
    private double speed;
    private SimTime since;
    private EventHandle next;
    private bool isRunning;

    public Server(Machine machine, int index)
    {
        this.machine = machine;
        Index = index;
        Wear = new ServerWear(machine, this);
        operators = machine.Operators is null ? null : new ResourceClaim(this, machine.Path, "operate") { Amount = machine.OperatorCount };
        setters = machine.Setters is null ? null : new ResourceClaim(this, machine.Path, "setup");
    }

    public int Index { get; }

    /// <summary>Age, failures and maintenance.</summary>
    public ServerWear Wear { get; }

    public Stage Stage { get; private set; }

    public Stops Stops { get; private set; }

    public Part? Part { get; private set; }

    /// <summary>Would take a part.</summary>
    public bool IsFree => Stage == Stage.Empty && (Stops | later) == Stops.None;

    /// <summary>May be interrupted by a more urgent part than this one; null = not now.</summary>
    public Part? Interruptible => Stage == Stage.Processing && Stops == Stops.None ? Part : null;

    public MachinePhase Phase =>
        Stops == Stops.None
            ? Stage switch
            {
                Stage.Empty => MachinePhase.Starved,
                Stage.Waiting => MachinePhase.Waiting,
                Stage.Setup => MachinePhase.Setup,
                Stage.Blocked => MachinePhase.Blocked,
                _ => MachinePhase.Processing,
            }
            : (Stops & Stops.Down) != 0 ? MachinePhase.Down
            : (Stops & Stops.Maintenance) != 0 ? MachinePhase.Maintenance
            : (Stops & (Stops.OffShift | Stops.Retired)) != 0 ? MachinePhase.OffShift
            : MachinePhase.Idle;

    /// <summary>Takes a part and begins.</summary>
    public void Take(Part part)
    {
        Hold(part, Stage.Waiting);
        if (operators is { State: not ClaimState.Granted })
        {
            machine.Show(this);
            (operators.Priority, operators.Due) = (part.Priority, part.Due);
            machine.Operators!.Request(operators);
        }
        else
        {
            Begin();
        }
    }

    /// <summary>Goes on with a part that had to give way.</summary>
    public void Take(in Suspended part)
    {
        (Part, Stage, operation, work, left) = (part.Part, Stage.Processing, part.Operation, part.Work, part.Left);
        machine.MarkFree(this);
        Run();
    }

    /// <summary>Gives its part up for a more urgent one.</summary>
    public Suspended Suspend(bool repeats)
    {
        Halt();
        var suspended = new Suspended(Part!, operation, work, repeats ? work : left);
        (Part, Stage) = (null, Stage.Empty);
        return suspended;
    }

    /// <summary>The part stays: nobody takes it.</summary>
    public void Block()
    {
        Stage = Stage.Blocked;
        machine.Show(this);
    }

    /// <summary>The part is gone.</summary>
    public void Release()
    {
        (Part, Stage) = (null, Stage.Empty);
        if (later != Stops.None)
        {
            Stops |= later;
            later = Stops.None;
        }

        Proceed();
    }

    /// <summary>Stands still, at once or after the part in work.</summary>
    public void Stop(Stops reason, bool afterPart)
    {
        if (afterPart && Stage is not (Stage.Empty or Stage.Blocked))
        {
            later |= reason;
            machine.MarkFree(this);
            return;
        }

        Halt();
        Stops |= reason;
        machine.MarkFree(this);
        machine.Show(this);
        Wear.OnStop();
    }

    /// <summary>A reason to stand still is gone.</summary>
    public void Lift(Stops reason)
    {
        later &= ~reason;
        Stops &= ~reason;
        if (!isRunning)
        {
            Proceed();
        }
        else
        {
            machine.MarkFree(this);
        }
    }

    /// <summary>Whether it stops for a reason, now or after its part.</summary>
    public bool IsToStop(Stops reason) => ((Stops | later) & reason) != 0;

    /// <summary>Goes on with whatever there is to do.</summary>
    public void Proceed()
    {
        machine.MarkFree(this);
        if (Stops != Stops.None)
        {
            machine.Show(this);
            Wear.OnStop();
        }
        else if (Stage == Stage.Empty)
        {
            machine.Offer(this);
        }
        else if (Stage is Stage.Setup or Stage.Processing)
        {
            Run();
        }
        else
        {
            machine.Show(this);
        }
    }

    /// <summary>The machine's speed has changed.</summary>
    public void ChangeSpeed()
    {
        if (isRunning)
        {
            Halt();
            Run();
        }
    }

    /// <summary>What was done to the part was in vain.</summary>
    public void Repeat() => left = Stage == Stage.Processing ? work : left;

    /// <summary>The part in work is lost.</summary>
    public void Drop()
    {
        if (Stage is Stage.Processing or Stage.Setup && Part is { } part)
        {
            (Part, Stage) = (null, Stage.Empty);
            ReleaseClaims();
            machine.Scrap(part);
        }
    }

    public void OnWorkDone()
    {
        Account();
        isRunning = false;
        if (Stage == Stage.Setup)
        {
            if (setters is not null)
            {
                machine.Setters!.Release(setters);
            }

            StartProcessing();
            return;
        }

        Stage = Stage.Leaving;
        if (operators is not null)
        {
            machine.Operators!.Release(operators);
        }

        machine.Finish(this, Part!, operation);
    }

    /// <inheritdoc/>
    public void OnGranted(ResourceClaim claim)
    {
        if (claim == operators)
        {
            Begin();
        }
        else
        {
            StartSetup();
        }
    }

    /// <summary>Stands still now; what was done counts.</summary>
    public void Halt()
    {
        if (isRunning)
        {
            machine.Simulator.Cancel(next);
            Account();
            isRunning = false;
        }
    }

    /// <summary>At a live start: has this part in hand.</summary>
    /// <param name="part">The part.</param>
    /// <param name="stage">How far it is.</param>
    /// <param name="elapsed">Of the operation, s.</param>
    public void StartWith(Part part, Stage stage, double elapsed)
    {
        Hold(part, stage);
        setUpFor = part.Product;
        if (stage == Stage.Processing)
        {
            left = machine.Draws.ResidualService(part, operation, elapsed);
            work = elapsed + left;
        }
    }

    private void Hold(Part part, Stage stage)
    {
        (Part, Stage) = (part, stage);
        part.Entered = machine.Simulator.Now;
        operation = part.BeginVisit(machine.Index);
        machine.MarkFree(this);
    }

    private void Begin()
    {
        var part = Part!;
        if (machine.Settings.Setup is null || machine.Settings.Setup.Of(setUpFor, part.Product) is null)
        {
            StartProcessing();
        }
        else if (setters is null)
        {
            StartSetup();
        }
        else
        {
            machine.Show(this);
            (setters.Priority, setters.Due) = (part.Priority, part.Due);
            machine.Setters!.Request(setters);
        }
    }

    private void StartSetup()
    {
        Stage = Stage.Setup;
        var law = machine.Settings.Setup!.Of(setUpFor, Part!.Product)!;
        work = left = machine.Draws.Setup(law, Part, operation) * (setters?.Pace ?? 1);
        Run();
    }

    private void StartProcessing()
    {
        Stage = Stage.Processing;
        setUpFor = Part!.Product;
        work = left = machine.Draws.Service(Part, operation) * (operators?.Pace ?? 1);
        Run();
    }

    private void Run()
    {
        machine.Show(this);
        if (Stops != Stops.None)
        {
            return;
        }

        isRunning = true;
        since = machine.Simulator.Now;
        speed = Stage == Stage.Processing ? machine.Speed : 1;
        var seconds = speed > 0 ? left / speed : double.PositiveInfinity;
        var (kind, delay) = Stage == Stage.Processing ? Wear.Next(seconds) : (Machine.WorkDoneKind, seconds);
        next = double.IsPositiveInfinity(delay) ? default : machine.After(delay, kind, Index);
    }

    // Only what somebody will look at: a part that is done has nothing left.
    private void Account()
    {
        var elapsed = machine.Simulator.Clock.Seconds(machine.Simulator.Now - since);
        left = Math.Max(0, left - (elapsed * speed));
        if (Stage == Stage.Processing)
        {
            Wear.Worked(elapsed);
        }
    }

    private void ReleaseClaims()
    {
        if (operators is not null)
        {
            machine.Operators!.Release(operators);
        }

        if (setters is not null)
        {
            machine.Setters!.Release(setters);
        }
    }
}
