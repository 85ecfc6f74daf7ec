using TwinGrid.Model.Time;
using TwinGrid.Simulation.Flow.Maintenance;
using TwinGrid.Simulation.Kernel;

namespace TwinGrid.Simulation.Flow.Stations;

/// <summary>How a server ages, fails, is repaired and maintained. Its age counts while it works on parts, or all the time that it is not stopped by failure or maintenance.</summary>
internal sealed class ServerWear
{
    private readonly Machine machine;
    private readonly Server server;
    private readonly FailureSettings? settings;
    private readonly FailureClock clock;
    private readonly UpkeepJob? repair;
    private readonly List<IMaintainer> queue = [];
    private readonly bool isCalendar;
    private bool isMaintained;
    private bool isTicking;
    private SimTime tickingSince;
    private EventHandle failure;
    private EventHandle limit;
    private SimTime downSince;

    public ServerWear(Machine machine, Server server)
    {
        this.machine = machine;
        this.server = server;
        settings = machine.Settings.Failure;
        isCalendar = machine.Settings.AgesAlways;
        clock = new FailureClock(settings?.TimeToFailure, machine.Simulator.Streams.Indexed(machine.Path, "failure"), server.Index);
        repair = settings is null
            ? null
            : new UpkeepJob(machine.Simulator, machine, machine.Path, "repair", Machine.RepairedKind, server.Index, settings.TimeToRepair, machine.RepairNeeds);
    }

    /// <summary>Begins, with an age.</summary>
    public void Start(double? age)
    {
        if (age > 0)
        {
            clock.Age = age.Value;
            clock.Continue();
        }
        else
        {
            clock.Renew();
        }
    }

    /// <summary>At a live start: is being repaired for a while.</summary>
    public void StartDown(double elapsed)
    {
        downSince = machine.Simulator.Now;
        repair?.BeginElapsed(elapsed);
    }

    /// <summary>The age begins to count, where it counts all the time.</summary>
    public void StartTicking()
    {
        if (!isCalendar || isTicking)
        {
            return;
        }

        isTicking = true;
        tickingSince = machine.Simulator.Now;
        failure = double.IsPositiveInfinity(clock.Life) ? default : machine.After(clock.UntilFailure, Machine.FailureKind, server.Index);
        limit = double.IsPositiveInfinity(clock.Limit) ? default : machine.After(clock.UntilLimit, Machine.LimitKind, server.Index);
    }

    /// <summary>What comes first when the server works on: the end of its work, a failure, or the age at which maintenance is due.</summary>
    public (int Kind, double Seconds) Next(double work)
    {
        if (isCalendar)
        {
            return (Machine.WorkDoneKind, work);
        }

        var (untilFailure, untilLimit) = (clock.UntilFailure, clock.UntilLimit);
        return untilFailure < work && untilFailure <= untilLimit ? (Machine.FailureKind, untilFailure)
            : untilLimit < work ? (Machine.LimitKind, untilLimit)
            : (Machine.WorkDoneKind, work);
    }

    /// <summary>The server has worked on a part.</summary>
    public void Worked(double seconds)
    {
        if (!isCalendar)
        {
            clock.Age += seconds;
        }
    }

    public void OnFailure()
    {
        StopTicking();
        machine.CountFailure();
        downSince = machine.Simulator.Now;
        server.Halt();
        if (settings!.Scraps)
        {
            server.Drop();
        }
        else if (settings.Repeats)
        {
            server.Repeat();
        }

        server.Stop(Stops.Down, afterPart: false);
        repair!.Begin();
    }

    public void OnRepaired()
    {
        repair!.Finish();
        machine.CountDownTime(downSince);
        if (settings!.IsMinimal)
        {
            clock.Continue();
        }
        else
        {
            Renew();
        }

        StartTicking();
        server.Lift(Stops.Down);
    }

    public void OnLimit()
    {
        // What has elapsed counts before anybody asks, and the limit is used up.
        server.Halt();
        StopTicking();
        clock.Limit = double.PositiveInfinity;
        foreach (var maintainer in machine.Maintainers)
        {
            maintainer.OnAgeLimit(server.Index);
        }

        if ((server.Stops & (Stops.Down | Stops.Maintenance)) == Stops.None)
        {
            StartTicking();
            server.Proceed();
        }
    }

    public void SetLimit(double seconds)
    {
        var wasTicking = isTicking;
        StopTicking();
        clock.Limit = seconds;
        if (wasTicking)
        {
            StartTicking();
        }

        server.ChangeSpeed();
    }

    public void RequestStop(IMaintainer maintainer, bool afterPart)
    {
        if (queue.Contains(maintainer))
        {
            return;
        }

        queue.Add(maintainer);
        server.Stop(Stops.Maintenance, afterPart);
    }

    public void EndStop(bool renews)
    {
        queue.RemoveAt(0);
        isMaintained = false;
        if (renews)
        {
            Renew();
        }

        if (queue.Count == 0)
        {
            StartTicking();
            server.Lift(Stops.Maintenance);
        }
        else
        {
            OnStop();
        }
    }

    /// <summary>The server stands still for some reason: maintenance begins when that is one, and a failed one is repaired first.</summary>
    public void OnStop()
    {
        if ((server.Stops & Stops.Retired) != 0)
        {
            StopTicking();
        }

        if (isMaintained || queue.Count == 0 || (server.Stops & (Stops.Maintenance | Stops.Down)) != Stops.Maintenance)
        {
            return;
        }

        isMaintained = true;
        StopTicking();
        queue[0].OnStopped(server.Index);
    }

    private void StopTicking()
    {
        if (isTicking)
        {
            isTicking = false;
            machine.Simulator.Cancel(failure);
            machine.Simulator.Cancel(limit);
            clock.Age += machine.Simulator.Clock.Seconds(machine.Simulator.Now - tickingSince);
        }
    }

    private void Renew()
    {
        clock.Renew();
        foreach (var maintainer in machine.Maintainers)
        {
            maintainer.OnRenewed(server.Index);
        }
    }
}
