using System.Collections.Immutable;
using System.Globalization;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Behaviours.Equations;
using TwinGrid.Simulation.Continuous;
using TwinGrid.Simulation.Equations;
using TwinGrid.Simulation.Randomness;

namespace TwinGrid.Simulation.Surrogates;

/// <summary>Makes a surrogate of the equations of one instance: learns polynomials from states and inputs all over their ranges, and checks them along courses.</summary>
internal sealed class FlowMapFit
{
    /// <summary>Tolerance where nothing is said, as a share of a state's range.</summary>
    public const double DefaultTolerance = 0.05;

    private const int MostTerms = 210;
    private const int HighestChosenDegree = 4;
    private const int SamplesPerTerm = 4;
    private const int LeastSamples = 40;

    /// <summary>Lengths of steps beside the longest: down to a 4096th of it.</summary>
    private const int MostShortSteps = 6;

    /// <summary>Steps that are tried where none is given.</summary>
    private const int MostSteps = 8;

    /// <summary>A step is short enough at this share of the tolerance.</summary>
    private const double EnoughShare = 0.2;

    /// <summary>A surrogate is good enough, and nothing finer is tried, at this share of the tolerance.</summary>
    private const double GoodShare = 0.05;

    /// <summary>A costlier one must have an error that much smaller.</summary>
    private const double WorthIt = 0.8;

    /// <summary>Smaller jumps of inputs than this share of the tolerance don't matter for how steps begin.</summary>
    private const double JumpShare = 0.2;

    /// <summary>A step is that share of the time in which a state would pass its range, at its usual speed.</summary>
    private const double StepShare = 0.25;

    private readonly EquationModel model;
    private readonly SurrogateDomain domain;
    private readonly SurrogateSettings settings;
    private readonly SolverOptions options;
    private readonly StreamSource chance;
    private readonly string name;
    private readonly double tolerance;

    private FlowMapFit(EquationModel model, string name, SurrogateDomain domain, SurrogateSettings settings, SolverOptions options)
    {
        (this.model, this.name, this.domain, this.settings, this.options) = (model, name, domain, settings, options);
        tolerance = settings.Tolerance ?? DefaultTolerance;

        // A seed of its own: the surrogate is a part of the model, and the same whatever the experiment's chance.
        chance = StreamSource.StateDraw(0, 0);
    }

    /// <summary>The surrogate with its accuracy; null with the reason when it can't be made or is not good enough.</summary>
    public static (FlowMap Map, SurrogateAccuracy Accuracy)? Make(
        EquationModel model, CheckedModule module, SurrogateSettings settings, IReadOnlyCollection<string> connected, SolverOptions options, out string objection) =>
        SurrogateDomain.Of(model, module, settings, connected, out objection) is { } domain
            ? new FlowMapFit(model, module.Definition.Name, domain, settings, options).Make(out objection)
            : null;

    private (FlowMap Map, SurrogateAccuracy Accuracy)? Make(out string objection)
    {
        var degrees = Degrees(out objection);
        if (degrees.Count == 0)
        {
            return null;
        }

        var count = Math.Max(LeastSamples, SamplesPerTerm * BasisOf(degrees[^1]).Count);
        var samples = SurrogateSample.Spread(domain, count, chance.Stream(name, "surrogate"));
        var equations = new EquationTeacher(model, domain, options);
        var steps = settings.StepSeconds is { } given ? [given] : UsualSteps(equations, samples, out objection);
        (FlowMap Map, SurrogateAccuracy Accuracy)? best = null;
        foreach (var step in steps)
        {
            var one = Make(equations, samples, step, degrees, out objection);
            best = one is null || best?.Accuracy.Greatest <= one.Value.Accuracy.Greatest ? best : one;
            if (best?.Accuracy.Greatest <= EnoughShare * tolerance)
            {
                break;
            }
        }

        if (best is not { } found)
        {
            return null;
        }

        objection = found.Accuracy.Greatest <= tolerance ? "" : TooFar(found.Map, found.Accuracy);
        return objection.Length == 0 ? found : null;
    }

    private (FlowMap Map, SurrogateAccuracy Accuracy)? Make(EquationTeacher equations, SurrogateSample[] samples, double step, IReadOnlyList<int> degrees, out string objection)
    {
        var learned = Learn(equations, samples, step, out objection);
        return learned is not null && SurrogateCheck.Make(model, domain, options, step, chance.Stream(name, "surrogate check"), out objection) is { } check
            ? Best(learned, step, degrees, check, equations)
            : null;
    }

    /// <summary>The simplest that is good enough, else the best: shorter steps after jumps are added, where the degree does not help, until fast states are followed.</summary>
    private (FlowMap Map, SurrogateAccuracy Accuracy) Best(
        SurrogateSample[] samples, double step, IReadOnlyList<int> degrees, SurrogateCheck check, EquationTeacher equations)
    {
        (FlowMap Map, SurrogateAccuracy Accuracy)? best = null;
        List<SurrogateSample[]> learned = [samples];
        var before = double.PositiveInfinity;
        for (var shortest = 0; shortest <= MostShortSteps && (shortest == 0 || best!.Value.Accuracy.Greatest < before); shortest++)
        {
            before = best?.Accuracy.Greatest ?? double.PositiveInfinity;
            if (shortest > 0)
            {
                // Where the equations could be followed for a whole step they can for a part of it.
                learned.Add(Learn(equations, samples, Math.ScaleB(step, -2 * shortest), out var failure) ?? throw new InvalidOperationException(failure));
            }

            foreach (var degree in degrees)
            {
                var map = Fit(learned, step, degree);
                var accuracy = check.Compare(map);
                if (best is null || accuracy.Greatest < WorthIt * best.Value.Accuracy.Greatest)
                {
                    best = (map, accuracy);
                }

                if (accuracy.Greatest <= GoodShare * tolerance)
                {
                    return best.Value;
                }
            }
        }

        return best!.Value;
    }

    private List<int> Degrees(out string objection)
    {
        var wanted = settings.Degree is { } given ? [given] : Enumerable.Range(1, HighestChosenDegree);
        var possible = wanted.Where(d => BasisOf(d).Count <= MostTerms).ToList();
        objection = possible.Count > 0 ? ""
            : string.Create(CultureInfo.InvariantCulture, $"polynomials of degree {settings.Degree} in {domain.States.Length + domain.Inputs.Length} variables have more than {MostTerms} terms; take a lower degree");
        return possible;
    }

    private PolynomialBasis BasisOf(int degree) => new([.. domain.States.Where(s => !s.IsTotal).Concat(domain.Inputs).Select(v => v.IsBinary)], degree);

    /// <summary>Round steps in which the slowest state goes a good part of its range, and shorter ones down to where the fastest does.</summary>
    private List<double> UsualSteps(EquationTeacher equations, SurrogateSample[] samples, out string objection)
    {
        var rates = new List<double[]>();
        foreach (var sample in samples)
        {
            if (equations.Start(sample.States, sample.Inputs))
            {
                rates.Add(equations.Rates());
            }
        }

        var usual = new List<double>();
        for (var i = 0; i < domain.States.Length && rates.Count > 0; i++)
        {
            var speeds = rates.Select(r => Math.Abs(r[i])).Order().ToList();
            if (!domain.States[i].IsTotal && speeds[speeds.Count / 2] > 0)
            {
                usual.Add(StepShare * domain.States[i].Width / speeds[speeds.Count / 2]);
            }
        }

        objection = usual.Count > 0 ? "" : equations.Failure.Length > 0 ? equations.Failure : "no state moves within its range, so that no step suggests itself; give surrogate.step";
        var steps = new List<double>();
        for (var step = usual.DefaultIfEmpty().Max(); usual.Count > 0 && step >= 0.25 * usual.Min() && steps.Count < MostSteps; step *= 0.25)
        {
            steps.Add(Round(step));
        }

        return steps;
    }

    /// <summary>The next lower of 1, 2, 5, 10, 20, …</summary>
    private static double Round(double seconds)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(seconds)));
        return power * (seconds >= 5 * power ? 5 : seconds >= 2 * power ? 2 : 1);
    }

    /// <summary>Where the equations go from the samples in a step; null, with the reason, when they fail.</summary>
    private static SurrogateSample[]? Learn(EquationTeacher equations, SurrogateSample[] samples, double step, out string objection)
    {
        objection = "";
        var learned = new SurrogateSample[samples.Length];
        for (var k = 0; k < samples.Length; k++)
        {
            var after = new double[FlowMap.Quarters][];
            var isWell = equations.Start(samples[k].States, samples[k].Inputs);
            var before = isWell ? equations.States() : [];
            for (var quarter = 1; quarter <= FlowMap.Quarters && isWell; quarter++)
            {
                isWell = equations.AdvanceTo(step * quarter / FlowMap.Quarters);
                after[quarter - 1] = isWell ? equations.States() : [];
            }

            if (!isWell)
            {
                objection = $"the equations fail within the ranges: {equations.Failure}";
                return null;
            }

            learned[k] = samples[k] with { States = before, After = after };
        }

        return learned;
    }

    private FlowMap Fit(IReadOnlyList<SurrogateSample[]> learned, double step, int degree)
    {
        var basis = BasisOf(degree);
        return new FlowMap(domain.States, domain.Inputs, step, degree, basis, JumpShare * tolerance, [.. learned.Select(samples => Fit(samples, basis))]);
    }

    private double[][] Fit(SurrogateSample[] samples, PolynomialBasis basis)
    {
        var columns = new double[basis.Count][];
        for (var term = 0; term < columns.Length; term++)
        {
            columns[term] = new double[samples.Length];
        }

        var targets = new double[FlowMap.Quarters * domain.States.Length][];
        for (var target = 0; target < targets.Length; target++)
        {
            targets[target] = [.. samples.Select(s => s.After[target / domain.States.Length][target % domain.States.Length] - s.States[target % domain.States.Length])];
        }

        var monomials = new double[basis.Count];
        for (var k = 0; k < samples.Length; k++)
        {
            basis.Evaluate(samples[k].Scaled(domain), monomials);
            for (var term = 0; term < columns.Length; term++)
            {
                columns[term][k] = monomials[term];
            }
        }

        return LeastSquares.Solve(columns, targets);
    }

    private string TooFar(FlowMap map, SurrogateAccuracy accuracy) => string.Create(
        CultureInfo.InvariantCulture,
        $"its state '{domain.States[accuracy.State].Name}' is up to {100 * accuracy.Greatest:G3} % of its range away from the equations (root mean square {100 * accuracy.RootMeanSquare:G3} %), and {100 * tolerance:G3} % is the tolerance; take a shorter step (it is {map.StepSeconds} s), another degree (it is {map.Degree}), narrower ranges or a greater tolerance");
}
