using System.Collections.Immutable;
using System.Globalization;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Designs;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Randomness;

namespace TwinGrid.Simulation.Experiments.Plans;

/// <summary>The arms that a design makes, each named after its settings.</summary>
/// <param name="Arms">An arm a point.</param>
/// <param name="TwoLevel">The design when every factor has two levels, so that its effects can be told apart; null otherwise.</param>
internal sealed record DesignArms(ImmutableArray<Arm> Arms, TwoLevelDesign? TwoLevel)
{
    private const int MaxArms = 10_000;

    /// <summary>The arms of a design; a design too large is an error.</summary>
    public static DesignArms Of(DesignPlan design, ExperimentDocument document, ICollection<ModelError> errors) => design.Kind switch
    {
        DesignKind.Fractional => Fractional(design),
        DesignKind.LatinHypercube => LatinHypercube(design, document.Seed),
        _ => Full(design, document, errors),
    };

    private static DesignArms Full(DesignPlan design, ExperimentDocument document, ICollection<ModelError> errors)
    {
        var count = design.Factors.Aggregate(1L, (product, factor) => Math.Min(MaxArms + 1L, product * factor.Levels.Length));
        if (count > MaxArms)
        {
            errors.Add(new ModelError(document.Place, string.Create(CultureInfo.InvariantCulture, $"the design has more than {MaxArms} points; use fewer levels, or a fractional design or a Latin hypercube")));
            return new DesignArms([], null);
        }

        var names = design.Factors.Select(f => f.Path).ToArray();
        // A full two-level design is the fraction of highest resolution: the whole.
        return design.Factors.All(f => f.Levels.Length == 2) && FractionalFactorial.Whole(names) is { } whole
            ? new DesignArms([.. whole.Runs.Select(run => AtLevels(design, run))], whole)
            : new DesignArms([.. FullFactorial.Runs([.. design.Factors.Select(f => f.Levels.Length)]).Select(run => Arm(design, [.. design.Factors.Select((f, i) => f.Levels[run[i]])]))], null);
    }

    private static DesignArms Fractional(DesignPlan design)
    {
        var fraction = FractionalFactorial.Of([.. design.Factors.Select(f => f.Path)], design.Resolution!.Value);
        return new DesignArms([.. fraction.Runs.Select(run => AtLevels(design, run))], fraction);
    }

    private static DesignArms LatinHypercube(DesignPlan design, ulong seed)
    {
        // Chance of the design, not of any replication: state draw numbers never meet those of replications.
        var points = Designs.LatinHypercube.Maximin(design.Points!.Value, design.Factors.Length, StreamSource.StateDraw(seed, 0).Stream("design", "latin-hypercube"));
        return new DesignArms([.. points.Select(point => Arm(design, [.. design.Factors.Select((f, i) => FactorValue.Between(f.Low!, f.High!, f.IsInteger, point[i]))]))], null);
    }

    private static Arm AtLevels(DesignPlan design, IReadOnlyList<int> run) => Arm(design, [.. design.Factors.Select((f, i) => f.Levels[run[i] > 0 ? 1 : 0])]);

    private static Arm Arm(DesignPlan design, ImmutableArray<ParameterValue> point)
    {
        var settings = design.Factors.Select((f, i) => KeyValuePair.Create(f.Path, point[i])).ToImmutableSortedDictionary(StringComparer.Ordinal);
        return new Arm { Name = string.Join(", ", design.Factors.Select((f, i) => $"{f.Path}={WrittenValue.Of(point[i])}")), Set = settings };
    }
}
