using TwinGrid.Simulation.Equations.Compilation;
using TwinGrid.Simulation.Equations.Terms;

namespace TwinGrid.Simulation.Equations;

/// <summary>Notes what left its range, each once.</summary>
internal sealed class RangeWatch(EquationModel model)
{
    private readonly BlockRange[] ranges = model.Code.Ranges;
    private readonly bool[] isNoted = new bool[model.Code.Ranges.Length];
    private readonly List<EquationWarning> warnings = [];

    public IReadOnlyList<EquationWarning> Warnings => warnings;

    public bool IsEmpty => ranges.Length == 0;

    public void Clear()
    {
        Array.Clear(isNoted);
        warnings.Clear();
    }

    /// <param name="values">Values of the system, all computed at the time.</param>
    public void Check(ReadOnlySpan<double> values)
    {
        for (var i = 0; i < ranges.Length; i++)
        {
            var range = ranges[i];
            if (isNoted[i])
            {
                continue;
            }

            var value = TermValue.Of(range.Watched, values, range.Slots);
            if (value < range.Min || value > range.Max)
            {
                isNoted[i] = true;
                warnings.Add(new EquationWarning(values[0], Describe(range, value)));
            }
        }
    }

    private string Describe(BlockRange range, double value)
    {
        var variables = model.Code.System.Instances[range.Owner].Terms.Variables;
        var name = $"{model.PathOf(range.Owner)}.{TermText.Of(range.Watched, v => variables[v].Name)}";
        if (range is { IsTable: false, Watched: VariableTerm variable })
        {
            var unit = variables[variable.Index].Unit;
            return FormattableString.Invariant(
                $"{name} is {unit.FromCoherent(value)} '{unit}', {(value < range.Min ? "below" : "above")} {unit.FromCoherent(value < range.Min ? range.Min : range.Max)} '{unit}': the equations don't hold there");
        }

        return FormattableString.Invariant($"a table is looked up at {name} = {value}, outside its points from {range.Min} to {range.Max} (SI units): its end goes on as a straight line");
    }
}

/// <summary>Something that makes results doubtful.</summary>
/// <param name="Time">When it was first seen, s.</param>
/// <param name="Message">What.</param>
public sealed record EquationWarning(double Time, string Message);
