using System.Globalization;

namespace TwinGrid.Simulation.Continuous;

/// <summary>
/// Makes an initial state consistent: solves for the algebraic variables with the states held, or, where the states are themselves
/// constrained or uncertain, changes everything as little as the standard deviations say. A system of index above 1 is refused
/// with the equations and variables at fault. Made once and used again; a success allocates nothing.
/// </summary>
public sealed class ConsistentInitialisation
{
    private readonly IDifferentialSystem system;
    private readonly ErrorScale scale;
    private readonly AlgebraicEquations equations;
    private readonly MassMatrix mass;
    private readonly ConstrainedNewton newton;
    private readonly double[] given;
    private readonly double[] units;
    private readonly double[] deviations;
    private readonly bool[] free;

    /// <summary>For a system, with the tolerances of the integration to come.</summary>
    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    public ConsistentInitialisation(IDifferentialSystem system, SolverOptions options)
        : this(system, new ErrorScale(options.RelativeTolerance, options.ValidatedTolerances(system.Dimension)), new MassMatrix(system), new SolverReport())
    {
    }

    internal ConsistentInitialisation(IDifferentialSystem system, ErrorScale scale, MassMatrix mass, SolverReport report)
    {
        this.system = system;
        this.scale = scale;
        this.mass = mass;
        var n = system.Dimension;
        var jacobians = new JacobianEvaluator(system, scale, report);
        equations = new AlgebraicEquations(system, mass, scale, jacobians, report);
        newton = new ConstrainedNewton(n, equations, mass, scale, new IndexCheck(n, mass, 10 * jacobians.RelativeError));
        (given, units, deviations, free) = (new double[n], new double[n], new double[n], new bool[n]);
    }

    /// <summary>What went wrong the last time, with names and values; null if nothing did.</summary>
    public string? Message { get; private set; }

    /// <summary>Iterations of the last time.</summary>
    public int Iterations => newton.Iterations;

    /// <summary>Brings a state to consistency in place; leaves it as it was if that fails.</summary>
    /// <param name="t">Time, in seconds.</param>
    /// <param name="y">State, noisy or incomplete.</param>
    /// <param name="standardDeviations">
    /// Uncertainty of each element, in its unit: 0 holds it, infinity leaves it free. Without them states are held, or, under
    /// state constraints, changed in proportion to their size; algebraic variables are free.
    /// </param>
    public InitialisationOutcome Solve(double t, Span<double> y, ReadOnlySpan<double> standardDeviations = default)
    {
        RequireDeviations(y.Length, standardDeviations);
        y.CopyTo(given);
        Weigh(standardDeviations);
        var held = standardDeviations.Length == 0 && equations.Count == mass.Algebraic;
        var outcome = equations.Count == 0 ? InitialisationOutcome.Consistent : newton.Solve(t, y, held ? null : units, free);
        Message = outcome == InitialisationOutcome.Consistent ? null : Describe(outcome, t);
        if (outcome == InitialisationOutcome.Consistent && equations.Count > 0)
        {
            newton.State.CopyTo(y);
        }

        return outcome;
    }

    /// <summary>The variables that the last success changed.</summary>
    public IReadOnlyList<StateCorrection> Corrections()
    {
        if (Message is not null || equations.Count == 0)
        {
            return [];
        }

        return
        [
            .. Enumerable.Range(0, given.Length).Where(i => given[i] != newton.State[i]).Select(i =>
            {
                var after = newton.State[i];
                var share = deviations[i] > 0 ? (after - given[i]) / deviations[i] : double.NaN;
                return new StateCorrection(i, system.VariableName(i), given[i], after, share);
            }),
        ];
    }

    /// <summary>Typical changes of the variables, and which of them are free.</summary>
    private void Weigh(ReadOnlySpan<double> standardDeviations)
    {
        for (var i = 0; i < given.Length; i++)
        {
            var size = Math.Max(Math.Abs(given[i]), scale.Floor(i));
            if (standardDeviations.Length == 0)
            {
                (deviations[i], free[i], units[i]) = (double.NaN, mass.IsAlgebraic(i), size);
            }
            else
            {
                free[i] = double.IsPositiveInfinity(standardDeviations[i]);
                deviations[i] = free[i] ? double.NaN : standardDeviations[i];
                units[i] = free[i] ? size : standardDeviations[i];
            }
        }
    }

    private string Describe(InitialisationOutcome outcome, double t) => string.Create(CultureInfo.InvariantCulture, $"At t = {t} s {(outcome switch
    {
        InitialisationOutcome.HigherIndex =>
            $"{Idle()} does not determine {Undetermined()}: the index is higher than 1. Replace the constraint by its derivative, as often as it takes for {Undetermined()} to appear, and keep the original as a state constraint",
        InitialisationOutcome.SingularHere =>
            $"{Idle()} does not determine {Undetermined()} at this state, though it does next to it; start from another state",
        InitialisationOutcome.NotFinite =>
            $"{equations.Name(equations.FirstNotFinite)} has no finite value at the state given",
        _ => FormattableString.Invariant($"no state near the one given satisfies {equations.Name(newton.WorstEquation)}: {equations.Values[newton.WorstEquation]:G6} is left after {newton.Iterations} iterations"),
    })}.");

    private string Idle() => string.Join(", ", newton.Index.IdleEquations.ToArray().Select(equations.Name));

    private string Undetermined() => string.Join(", ", newton.Index.FreeDirections.ToArray().Select(equations.VariableName));

    private static void RequireDeviations(int dimension, ReadOnlySpan<double> standardDeviations)
    {
        if (standardDeviations.Length != 0 && standardDeviations.Length != dimension)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"There are {standardDeviations.Length} standard deviations; the system has {dimension} variables."), nameof(standardDeviations));
        }

        foreach (var deviation in standardDeviations)
        {
            if (!(deviation >= 0))
            {
                throw new ArgumentOutOfRangeException(nameof(standardDeviations), deviation, "A standard deviation must not be negative.");
            }
        }
    }
}
