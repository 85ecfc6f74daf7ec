using System.Collections.Immutable;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Distributions;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Randomness;

namespace TwinGrid.Simulation.Experiments.Plans;

/// <summary>Outer draws of the parameters that are not known well. All arms share a draw.</summary>
internal sealed class UncertaintyDraws
{
    private readonly ulong seed;
    private readonly ImmutableArray<(string Path, string Unit, Distribution Law, bool IsWhole)> parameters;

    private UncertaintyDraws(int count, ulong seed, ImmutableArray<(string Path, string Unit, Distribution Law, bool IsWhole)> parameters)
    {
        Count = count;
        this.seed = seed;
        this.parameters = parameters;
    }

    public int Count { get; }

    /// <summary>Reads a plan against the model's parameters.</summary>
    public static UncertaintyDraws? Create(UncertaintyPlan plan, ulong seed, SimulationModel model, ICollection<ModelError> errors)
    {
        var before = errors.Count;
        var read = ImmutableArray.CreateBuilder<(string, string, Distribution, bool)>();
        foreach (var parameter in plan.Parameters)
        {
            if (SettingPath.Find(parameter.Path, model, parameter.Place, errors) is not { } target)
            {
                continue;
            }

            if (new LawArgument(target.Unit, AssemblyScope.Empty).Read(parameter.Distribution, out var error) is { } law)
            {
                read.Add((parameter.Path, target.Unit, law, target.Kind == ParameterKind.Integer));
            }
            else
            {
                errors.Add(new ModelError(parameter.Place, $"uncertain parameter '{parameter.Path}': {error}"));
            }
        }

        return errors.Count > before ? null : new UncertaintyDraws(plan.Draws, seed, read.ToImmutable());
    }

    /// <summary>Each parameter near its ends.</summary>
    /// <param name="plan">What these are the draws of.</param>
    public IEnumerable<FactorExtreme> Extremes(UncertaintyPlan plan)
    {
        for (var i = 0; i < parameters.Length; i++)
        {
            foreach (var probability in FactorExtreme.Probabilities.ToArray())
            {
                var (path, unit, law, isWhole) = parameters[i];
                yield return new(plan.Parameters[i].Place, path, new NumberValue(isWhole ? Math.Round(law.Quantile(probability)) : law.Quantile(probability), unit));
            }
        }
    }

    /// <summary>The settings of a draw.</summary>
    public IEnumerable<KeyValuePair<string, ParameterValue>> Settings(int draw)
    {
        var chance = StreamSource.StateDraw(seed, draw);
        foreach (var (path, unit, law, isWhole) in parameters)
        {
            var value = law.Sample(chance.Stream(path, "parameter"));
            yield return new(path, new NumberValue(isWhole ? Math.Round(value) : value, unit));
        }
    }
}
