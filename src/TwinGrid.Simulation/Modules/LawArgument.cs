using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Names;
using TwinGrid.Simulation.Distributions;

namespace TwinGrid.Simulation.Modules;

/// <summary>Reads a distribution as documents give it: a number is a constant, a mapping with one key names the law and its parameters.</summary>
/// <param name="unit">UCUM code in which values are wanted.</param>
/// <param name="scope">What texts that stand for numbers refer to.</param>
internal sealed class LawArgument(string unit, IParameterScope scope)
{
    private static readonly Dictionary<string, (string[] Parameters, Func<double[], Distribution> Make)> Laws = new(StringComparer.Ordinal)
    {
        ["constant"] = (["value"], v => new Constant(v[0])),
        ["exponential"] = (["mean"], v => new Exponential(v[0])),
        ["uniform"] = (["min", "max"], v => new Uniform(v[0], v[1])),
        ["gamma"] = (["mean", "scv#"], v => Gamma.FromMeanAndScv(v[0], v[1])),
        ["erlang"] = (["mean", "stages#"], v => Gamma.Erlang((int)v[1], v[0])),
        ["lognormal"] = (["mean", "scv#"], v => LogNormal.FromMeanAndScv(v[0], v[1])),
        ["weibull"] = (["scale", "shape#"], v => new Weibull(v[1], v[0])),
        ["hyperexponential"] = (["mean", "scv#"], v => new HyperExponential(v[0], v[1])),
        ["service"] = (["mean", "scv#"], v => ServiceLaw.FromMeanAndScv(v[0], v[1])),
    };

    /// <summary>The distribution; null with the reason.</summary>
    public Distribution? Read(ParameterValue value, out string error)
    {
        if (value is not MapValue map)
        {
            return scope.TryNumber(value, unit, out var number, out error) ? new Constant(number) : null;
        }

        if (map.Entries is not [var (name, given)] || given is not MapValue parameters)
        {
            error = "a distribution such as {exponential: {mean: 90s}} is expected";
            return null;
        }

        if (!Laws.TryGetValue(name, out var law))
        {
            error = $"no distribution '{name}'; did you mean '{Suggestion.Nearest(name, Laws.Keys.Order(StringComparer.Ordinal)) ?? string.Join(", ", Laws.Keys.Order(StringComparer.Ordinal))}'?";
            return null;
        }

        return Make(name, law.Parameters, law.Make, parameters, out error);
    }

    private Distribution? Make(string name, string[] wanted, Func<double[], Distribution> make, MapValue given, out string error)
    {
        var values = new double[wanted.Length];
        for (var i = 0; i < wanted.Length; i++)
        {
            var key = wanted[i].TrimEnd('#');
            if (given[key] is not { } value)
            {
                error = $"{name} needs {string.Join(" and ", wanted.Select(w => w.TrimEnd('#')))}";
                return null;
            }

            if (!scope.TryNumber(value, wanted[i].EndsWith('#') ? "1" : unit, out values[i], out error))
            {
                error = $"{name}.{key}: {error}";
                return null;
            }
        }

        try
        {
            error = "";
            return make(values);
        }
        catch (ArgumentException wrong)
        {
            error = $"{name}: {wrong.Message}";
            return null;
        }
    }
}
