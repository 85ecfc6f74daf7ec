using System.Globalization;
using System.Text;
using TwinGrid.Contracts.Scenarios;
using TwinGrid.Model.Names;
using TwinGrid.Simulation.Experiments.Records;
using TwinGrid.Simulation.Experiments.Replications;

namespace TwinGrid.Grains.Scenarios;

/// <summary>Runs one replication of a run once more, to tell what its components were doing when.</summary>
internal sealed class RunTracer(RunReplications replications)
{
    /// <summary>A line a span of time, in the order of their starts: component, server, phase, part, start and end in seconds.</summary>
    /// <param name="run">A run with an answer.</param>
    /// <param name="record">Its record.</param>
    /// <param name="order">Which replication.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="RunRefusedException">There is no such replication, or it can't be run the same again.</exception>
    public async Task<ReadOnlyMemory<byte>> CsvAsync(RunDocument run, RunRecord record, RunExportOrder order, CancellationToken cancellationToken)
    {
        var arm = order.Arm.Length == 0 ? 0 : record.Arms.IndexOf(order.Arm);
        if (arm < 0)
        {
            var near = Suggestion.Nearest(order.Arm, record.Arms);
            throw new RunRefusedException(
                RunRefusal.InvalidOrder, $"There is no arm '{order.Arm}'; there are {string.Join(", ", record.Arms)}.{(near is null ? "" : $" Did you mean '{near}'?")}", "arm");
        }

        var count = record.Replications[arm];
        if (order.Replication < 0 || order.Replication >= count)
        {
            throw new RunRefusedException(RunRefusal.InvalidOrder, $"There is no replication {order.Replication} of arm '{record.Arms[arm]}': it has 0 to {count - 1}.", "replication");
        }

        var ready = await replications.PrepareAsync(run, cancellationToken);
        var kept = (await replications.ReadAsync(run, ready, record.Replications, cancellationToken)).Arms[arm][order.Replication];
        var again = await BackgroundThread.RunAsync("trace", () => new ReplicationRunner(ready.Plan).Trace(kept.Task, cancellationToken));
        if (again.Digest != kept.Digest)
        {
            throw new RunRefusedException(
                RunRefusal.WrongState, $"Replication {order.Replication} of arm '{record.Arms[arm]}' does not do the same here as it did on {run.Host}.", RunName.Of(run.Plant, run.Id));
        }

        return Encoding.UTF8.GetBytes(again.Gantt is { } gantt ? Table(gantt, ready) : Header);
    }

    private const string Header = "component,server,phase,part,start_seconds,end_seconds\n";

    private static string Table(GanttRecord gantt, PreparedRun ready)
    {
        var text = new StringBuilder(Header);
        foreach (var span in gantt.Read(ready.Plan.Clock))
        {
            text.Append(CultureInfo.InvariantCulture, $"{span.Component},{span.Server},{span.Phase},{span.Part},{span.StartSeconds:R},{span.EndSeconds:R}\n");
        }

        return text.ToString();
    }
}
