using System.Collections.Immutable;
using System.Globalization;
using TwinGrid.Model.Behaviours;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Agents.Operators;

/// <summary>What people can do, and how fast.</summary>
/// <param name="paces">Time that a task takes, in times of an ordinary one; null = any task at an ordinary pace.</param>
internal sealed class Skills(ImmutableSortedDictionary<string, double>? paces)
{
    private const double Fastest = 0.01;
    private const double Slowest = 100;

    /// <summary>Any task at an ordinary pace.</summary>
    public static readonly Skills All = new(null);

    /// <summary>Times of an ordinary one; null = can't be done.</summary>
    public double? PaceOf(string task) => paces is null ? 1 : paces.TryGetValue(task, out var pace) ? pace : null;

    /// <summary>The end of a message on a task that can't be done.</summary>
    public string Hint(string task) => ModelSurroundings.Hint(task, paces?.Keys ?? []);

    /// <summary>Reads <c>{repair: 1, setup: 1.3}</c> or <c>[repair, setup]</c>.</summary>
    public static Skills Read(ParameterValue value, StructureReader reader)
    {
        var paces = ImmutableSortedDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        if (value is ListValue list)
        {
            foreach (var item in list.Items)
            {
                if (reader.Text(item, "skills") is { } task)
                {
                    paces[task] = 1;
                }
            }
        }
        else
        {
            foreach (var (task, pace) in reader.Entries(value, "skills"))
            {
                paces[task] = reader.Number(pace, "1", string.Create(CultureInfo.InvariantCulture, $"skills.{task}"), Fastest, Slowest) ?? 1;
            }
        }

        return new Skills(paces.ToImmutable());
    }
}
