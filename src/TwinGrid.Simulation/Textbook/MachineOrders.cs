using System.Collections.Immutable;
using System.Globalization;

namespace TwinGrid.Simulation.Textbook;

/// <summary>In which order each machine of a job shop works on its jobs.</summary>
internal sealed class MachineOrders
{
    private MachineOrders(ImmutableArray<ImmutableArray<int>> jobs) => Jobs = jobs;

    /// <summary>Jobs from 0, by machine, in order.</summary>
    public ImmutableArray<ImmutableArray<int>> Jobs { get; }

    /// <summary>
    /// Checks orders against an instance. Jobs are numbered from 0, or all of them from 1, which shows by the number 0 being there or not. Null with what is wrong.
    /// </summary>
    public static MachineOrders? Create(JobShopInstance instance, IReadOnlyList<IReadOnlyList<double>> given, out string error)
    {
        error = "";
        if (given.Count != instance.Machines)
        {
            error = string.Create(CultureInfo.InvariantCulture, $"{given.Count} lists; one for each of {instance.Machines} machines is expected");
            return null;
        }

        var first = given.Any(list => list.Contains(0)) ? 0 : 1;
        var orders = ImmutableArray.CreateBuilder<ImmutableArray<int>>();
        for (var machine = 0; machine < given.Count; machine++)
        {
            var jobs = given[machine].Select(number => number == Math.Floor(number) ? (int)number - first : -1).ToImmutableArray();
            for (var job = 0; job < instance.Jobs.Length; job++)
            {
                if (jobs.Count(j => j == job) is var count && count != instance.Visits(job, machine))
                {
                    error = string.Create(CultureInfo.InvariantCulture, $"machine {machine}: job {job + first} is there {count} times; {instance.Visits(job, machine)} is expected");
                    return null;
                }
            }

            if (jobs.FirstOrDefault(j => j < 0 || j >= instance.Jobs.Length, int.MaxValue) is var wrong && wrong != int.MaxValue)
            {
                error = string.Create(CultureInfo.InvariantCulture, $"machine {machine}: there is no job {wrong + first}; {first} to {instance.Jobs.Length - 1 + first} is expected");
                return null;
            }

            orders.Add(jobs);
        }

        var result = new MachineOrders(orders.ToImmutable());
        error = result.Deadlock(instance, first);
        return error.Length == 0 ? result : null;
    }

    // Works through operations that nothing stands before, until none is left or those left wait for each other.
    private string Deadlock(JobShopInstance instance, int first)
    {
        var (step, place) = (new int[instance.Jobs.Length], new int[instance.Machines]);
        var isProgress = true;
        while (isProgress)
        {
            isProgress = false;
            for (var machine = 0; machine < place.Length; machine++)
            {
                while (place[machine] < Jobs[machine].Length && Jobs[machine][place[machine]] is var job && instance.Jobs[job][step[job]].Machine == machine)
                {
                    place[machine]++;
                    step[job]++;
                    isProgress = true;
                }
            }
        }

        for (var machine = 0; machine < place.Length; machine++)
        {
            if (place[machine] < Jobs[machine].Length)
            {
                var job = Jobs[machine][place[machine]];
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"the orders wait for each other: machine {machine} waits for job {job + first}, which is to go to machine {instance.Jobs[job][step[job]].Machine} before, whose turn never comes");
            }
        }

        return "";
    }
}
