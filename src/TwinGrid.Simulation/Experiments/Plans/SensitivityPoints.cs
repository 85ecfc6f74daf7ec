using System.Collections.Immutable;
using System.Globalization;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Distributions;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Randomness;
using TwinGrid.Simulation.Sensitivity;

namespace TwinGrid.Simulation.Experiments.Plans;

/// <summary>The points of a sensitivity analysis. Each is one setting of the factors, run a few times with chance of its own.</summary>
public sealed class SensitivityPoints
{
    /// <summary>Replications of points are numbered from here on, so that they share no chance with those of the arms.</summary>
    private const int FirstReplication = 1 << 27;

    private readonly ImmutableArray<(string Path, string Unit, Func<double, double> Quantile, bool IsWhole)> factors;

    private SensitivityPoints(SensitivityPlan plan, int arm, SobolDesign design, ImmutableArray<(string Path, string Unit, Func<double, double> Quantile, bool IsWhole)> factors)
    {
        Plan = plan;
        Arm = arm;
        Design = design;
        this.factors = factors;
    }

    /// <summary>As the document gives it.</summary>
    public SensitivityPlan Plan { get; }

    /// <summary>Index of the arm whose settings are varied.</summary>
    public int Arm { get; }

    /// <summary>Number of points.</summary>
    public int Count => Design.Count;

    /// <summary>Replications of a point.</summary>
    public int Replications => Plan.Replications;

    internal SobolDesign Design { get; }

    /// <summary>Reads a plan against the model's parameters.</summary>
    internal static SensitivityPoints? Create(SensitivityPlan plan, ExperimentDocument document, ImmutableArray<ArmPlan> arms, ICollection<ModelError> errors)
    {
        var before = errors.Count;
        var arm = plan.Arm is { } name ? arms.Select(a => a.Name).ToList().IndexOf(name) : 0;
        var read = ImmutableArray.CreateBuilder<(string, string, Func<double, double>, bool)>();
        foreach (var factor in plan.Factors)
        {
            if (SettingPath.Find(factor.Path, arms[arm].Model, factor.Place, errors) is { } target && Quantile(factor, target.Unit, errors) is { } quantile)
            {
                read.Add((factor.Path, target.Unit, quantile, target.Kind == ParameterKind.Integer));
            }
        }

        var runs = (long)plan.Samples * (plan.Factors.Length + 2) * plan.Replications;
        if (runs > FirstReplication)
        {
            errors.Add(new ModelError(document.Place, string.Create(CultureInfo.InvariantCulture, $"the sensitivity analysis takes {runs} replications; at most {FirstReplication}")));
        }

        return errors.Count > before
            ? null
            : new SensitivityPoints(plan, arm, SobolDesign.Create(plan.Factors.Length, plan.Samples, StreamSource.StateDraw(document.Seed, 0).Stream("sensitivity", "points")), read.ToImmutable());
    }

    /// <summary>The settings of a point.</summary>
    internal IEnumerable<KeyValuePair<string, ParameterValue>> Settings(int point)
    {
        var coordinates = Design.Point(point);
        for (var i = 0; i < factors.Length; i++)
        {
            var (path, unit, quantile, isWhole) = factors[i];
            var value = quantile(coordinates[i]);
            yield return new(path, new NumberValue(isWhole ? Math.Round(value, MidpointRounding.ToEven) : value, unit));
        }
    }

    /// <summary>Each factor near its ends.</summary>
    internal IEnumerable<FactorExtreme> Extremes()
    {
        for (var i = 0; i < factors.Length; i++)
        {
            foreach (var probability in FactorExtreme.Probabilities.ToArray())
            {
                var (path, unit, quantile, isWhole) = factors[i];
                yield return new(Plan.Factors[i].Place, path, new NumberValue(isWhole ? Math.Round(quantile(probability), MidpointRounding.ToEven) : quantile(probability), unit));
            }
        }
    }

    /// <summary>The point that a replication belongs to; -1 when it is one of an arm.</summary>
    public int PointOf(int replication) => replication < FirstReplication ? -1 : (replication - FirstReplication) / Replications;

    /// <summary>Number of a replication of a point.</summary>
    public int ReplicationOf(int point, int replication) => FirstReplication + point * Replications + replication;

    private static Func<double, double>? Quantile(SensitivityFactor factor, string unit, ICollection<ModelError> errors)
    {
        string error;
        if (factor.Distribution is { } written)
        {
            if (new LawArgument(unit, AssemblyScope.Empty).Read(written, out error) is { } law)
            {
                return law.Quantile;
            }
        }
        else if (NumberInUnit.TryConvert(factor.Low!, unit, out var low, out error) && NumberInUnit.TryConvert(factor.High!, unit, out var high, out error))
        {
            return p => low + (high - low) * p;
        }

        errors.Add(new ModelError(factor.Place, $"factor '{factor.Path}': {error}"));
        return null;
    }
}
