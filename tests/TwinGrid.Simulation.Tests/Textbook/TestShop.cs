using System.Globalization;

namespace TwinGrid.Simulation.Tests.Textbook;

/// <summary>A job shop with orders made by drawing operations one after the other, and the makespan that these give: each operation as soon as job and machine are free.</summary>
internal sealed class TestShop
{
    private TestShop(string text, string order, double makespan) => (Text, Order, Makespan) = (text, order, makespan);

    /// <summary>The instance, '/' for the end of a line.</summary>
    public string Text { get; }

    public string Order { get; }

    public double Makespan { get; }

    /// <summary>Each job visits each machine once.</summary>
    public static TestShop Random(Random chance, int jobs, int machines)
    {
        var lines = new List<string> { string.Create(CultureInfo.InvariantCulture, $"{jobs} {machines}") };
        for (var job = 0; job < jobs; job++)
        {
            var way = Enumerable.Range(0, machines).ToArray();
            chance.Shuffle(way);
            lines.Add(string.Join(' ', way.Select(machine => string.Create(CultureInfo.InvariantCulture, $"{machine} {chance.Next(0, 100)}"))));
        }

        return Of(string.Join('/', lines), chance);
    }

    public static TestShop Of(string text, Random chance)
    {
        var numbers = text.Split('/').Where(line => line.Length > 0 && char.IsAsciiDigit(line.Trim().FirstOrDefault()))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray()).ToList();
        var jobs = numbers.Skip(1).Select(n => n.Chunk(2).ToArray()).ToArray();
        var orders = Enumerable.Range(0, numbers[0][1]).Select(_ => new List<int>()).ToArray();
        var (step, jobFree, machineFree) = (new int[jobs.Length], new double[jobs.Length], new double[orders.Length]);
        var left = Enumerable.Range(0, jobs.Length).SelectMany(job => Enumerable.Repeat(job, jobs[job].Length)).ToArray();
        chance.Shuffle(left);
        foreach (var job in left)
        {
            var (machine, time) = (jobs[job][step[job]][0], jobs[job][step[job]++][1]);
            orders[machine].Add(job);
            jobFree[job] = machineFree[machine] = Math.Max(jobFree[job], machineFree[machine]) + time;
        }

        return new TestShop(text, $"[{string.Join(", ", orders.Select(o => $"[{string.Join(", ", o)}]"))}]", jobFree.Max());
    }
}
