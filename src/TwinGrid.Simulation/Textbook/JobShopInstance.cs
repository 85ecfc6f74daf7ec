using System.Collections.Immutable;
using System.Globalization;

namespace TwinGrid.Simulation.Textbook;

/// <summary>
/// A job shop as the literature writes it: after comments, the numbers of jobs and machines, then for each job pairs of machine, from 0, and time, in the order of its
/// operations.
/// </summary>
internal sealed class JobShopInstance
{
    private const int MaxOperations = 1_000_000;

    private JobShopInstance(int machines, ImmutableArray<ImmutableArray<Operation>> jobs) => (Machines, Jobs) = (machines, jobs);

    /// <summary>Number of machines.</summary>
    public int Machines { get; }

    /// <summary>Operations of each job, in order.</summary>
    public ImmutableArray<ImmutableArray<Operation>> Jobs { get; }

    /// <summary>Reads an instance; null with what is wrong and where.</summary>
    public static JobShopInstance? Read(string text, out string error)
    {
        var lines = Lines(text).ToList();
        if (lines.Count == 0 || Numbers(lines[0]) is not [var jobCount, var machineCount] || !IsCount(jobCount) || !IsCount(machineCount) || jobCount * machineCount > MaxOperations)
        {
            error = $"{(lines.Count == 0 ? "no line" : $"line {lines[0].Number}")}: the numbers of jobs and machines are expected first, such as '6 6'";
            return null;
        }

        if (lines.Count - 1 < jobCount)
        {
            error = string.Create(CultureInfo.InvariantCulture, $"{lines.Count - 1} jobs; {jobCount} are expected, one a line");
            return null;
        }

        var jobs = ImmutableArray.CreateBuilder<ImmutableArray<Operation>>();
        foreach (var line in lines.Skip(1).Take((int)jobCount))
        {
            if (ReadJob(line, (int)machineCount, out error) is not { } job)
            {
                return null;
            }

            jobs.Add(job);
        }

        error = "";
        return new JobShopInstance((int)machineCount, jobs.ToImmutable());
    }

    /// <summary>How often a job visits a machine.</summary>
    public int Visits(int job, int machine) => Jobs[job].Count(o => o.Machine == machine);

    private static ImmutableArray<Operation>? ReadJob(Line line, int machines, out string error)
    {
        error = "";
        if (Numbers(line) is not { Count: > 0 } numbers || numbers.Count % 2 != 0)
        {
            error = $"line {line.Number}: pairs of machine and time are expected";
            return null;
        }

        var operations = ImmutableArray.CreateBuilder<Operation>();
        for (var i = 0; i < numbers.Count; i += 2)
        {
            if (numbers[i] != Math.Floor(numbers[i]) || numbers[i] < 0 || numbers[i] >= machines)
            {
                error = string.Create(CultureInfo.InvariantCulture, $"line {line.Number}: machine {numbers[i]}; 0 to {machines - 1} is expected");
                return null;
            }

            if (!(numbers[i + 1] >= 0))
            {
                error = string.Create(CultureInfo.InvariantCulture, $"line {line.Number}: a time of {numbers[i + 1]}; 0 or more is expected");
                return null;
            }

            operations.Add(new Operation((int)numbers[i], numbers[i + 1]));
        }

        return operations.ToImmutable();
    }

    private static bool IsCount(double number) => number >= 1 && number == Math.Floor(number);

    // Whatever does not begin with a number is a comment.
    private static IEnumerable<Line> Lines(string text) =>
        text.Split('\n').Select((line, i) => new Line(i + 1, line.Trim())).Where(l => l.Text.Length > 0 && (char.IsAsciiDigit(l.Text[0]) || l.Text[0] == '-'));

    private static List<double>? Numbers(Line line)
    {
        var numbers = new List<double>();
        foreach (var word in line.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (!double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
            {
                return null;
            }

            numbers.Add(number);
        }

        return numbers;
    }

    private readonly record struct Line(int Number, string Text);
}

/// <summary>An operation of a job.</summary>
/// <param name="Machine">From 0.</param>
/// <param name="Time">In the unit of the instance.</param>
internal readonly record struct Operation(int Machine, double Time);
