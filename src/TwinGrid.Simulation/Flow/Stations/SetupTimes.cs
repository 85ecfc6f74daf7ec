using TwinGrid.Simulation.Distributions;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Flow.Stations;

/// <summary>Changeover times: by what was made before and what is made next.</summary>
internal sealed class SetupTimes
{
    /// <summary>Row of the matrix for what a machine needs before its first product.</summary>
    public const string First = "first";

    private readonly Dictionary<(string From, string To), Distribution> laws = [];
    private readonly Distribution? otherwise;

    private SetupTimes(Distribution? otherwise) => this.otherwise = otherwise;

    /// <summary>The law of a changeover, s; null = it takes no time.</summary>
    /// <param name="from">What was made before; "" = nothing.</param>
    /// <param name="to">What is made next.</param>
    public Distribution? Of(string from, string to) =>
        from == to ? null : laws.GetValueOrDefault((from.Length == 0 ? First : from, to)) ?? (from.Length == 0 ? null : otherwise);

    /// <summary>Reads <c>setup</c>, the law of every change of product, and <c>setupMatrix</c>, the laws from row to column that differ; null when neither is given.</summary>
    public static SetupTimes? Read(ModuleArguments arguments, ICollection<ModelError> errors)
    {
        if (!arguments.Has("setup") && !arguments.Has("setupMatrix"))
        {
            return null;
        }

        var times = new SetupTimes(arguments.Has("setup") ? arguments.Law("setup") : null);
        if (!arguments.Has("setupMatrix"))
        {
            return times;
        }

        var (value, scope) = arguments.Structure("setupMatrix");
        var reader = new StructureReader(scope, errors);
        foreach (var (from, row) in reader.Entries(value, "setupMatrix"))
        {
            foreach (var (to, entry) in reader.Entries(row, $"setupMatrix.{from}"))
            {
                if (reader.Law(entry, "s", $"setupMatrix.{from}.{to}") is { } law)
                {
                    times.laws[(from, to)] = law;
                }
            }
        }

        return times;
    }
}
