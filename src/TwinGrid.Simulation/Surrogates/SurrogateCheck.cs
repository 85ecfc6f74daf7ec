using TwinGrid.Simulation.Continuous;
using TwinGrid.Simulation.Equations;
using TwinGrid.Simulation.Randomness;

namespace TwinGrid.Simulation.Surrogates;

/// <summary>
/// Compares surrogates with their equations as they will be used: over courses of many steps, from random states, with inputs that jump at random times within steps, at points that
/// nothing was learned from. Errors of one step add up here as they do in a simulation.
/// </summary>
internal sealed class SurrogateCheck
{
    private const int Courses = 20;
    private const int Holds = 24;

    /// <summary>Fewer comparisons than this say too little.</summary>
    private const int FewestComparisons = 48;

    /// <summary>Inputs are held for 0.02 to 3 steps, short and long alike, so that what is fast is seen too.</summary>
    private const double ShortestHold = 0.02;
    private const double LongestHold = 3;

    private readonly EquationModel model;
    private readonly SurrogateDomain domain;
    private readonly SolverOptions options;
    private readonly List<Course> courses = [];
    private readonly double[] widths;

    private SurrogateCheck(EquationModel model, SurrogateDomain domain, SolverOptions options)
    {
        (this.model, this.domain, this.options) = (model, domain, options);
        widths = [.. domain.States.Select(s => s.Width)];
    }

    /// <summary>The courses of the equations; null, with the reason, when there are too few to compare with.</summary>
    public static SurrogateCheck? Make(EquationModel model, SurrogateDomain domain, SolverOptions options, double stepSeconds, RandomStream stream, out string objection)
    {
        var check = new SurrogateCheck(model, domain, options);
        var equations = new EquationTeacher(model, domain, options);
        for (var i = 0; i < Courses; i++)
        {
            check.courses.Add(check.Follow(equations, stepSeconds, stream));
        }

        check.MeasureTotals();
        var comparisons = check.courses.Sum(c => c.States.Count);
        objection = comparisons >= FewestComparisons ? ""
            : equations.Failure.Length > 0 ? equations.Failure
            : FormattableString.Invariant($"within a step of {stepSeconds} s the equations leave the ranges of the states almost always; make them wider, or the step shorter");
        return objection.Length == 0 ? check : null;
    }

    /// <summary>Error of a surrogate; not a number where it fails.</summary>
    public SurrogateAccuracy Compare(FlowMap surrogate)
    {
        var pupil = new EquationTeacher(model, domain, options, surrogate);
        var squares = new double[domain.States.Length];
        var greatest = new double[domain.States.Length];
        foreach (var course in courses)
        {
            Compare(pupil, course, squares, greatest);
        }

        var comparisons = courses.Sum(c => c.States.Count);
        var worst = 0;
        for (var i = 1; i < greatest.Length; i++)
        {
            worst = greatest[i] > greatest[worst] ? i : worst;
        }

        return new SurrogateAccuracy(worst, Math.Sqrt(squares[worst] / comparisons), greatest[worst]);
    }

    private void Compare(EquationTeacher pupil, Course course, double[] squares, double[] greatest)
    {
        for (var hold = 0; hold < course.States.Count; hold++)
        {
            var goesOn = (hold == 0 ? pupil.Start(course.Start, course.Inputs[0]) : pupil.Change(course.Inputs[hold])) && pupil.AdvanceTo(course.Ends[hold]);
            var states = goesOn ? pupil.States() : [];
            for (var i = 0; i < domain.States.Length; i++)
            {
                var error = goesOn ? Math.Abs(states[i] - course.States[hold][i]) / widths[i] : double.PositiveInfinity;
                squares[i] += error * error;
                greatest[i] = Math.Max(greatest[i], error);
            }
        }
    }

    /// <summary>A course of the equations, as far as it stays within the ranges.</summary>
    private Course Follow(EquationTeacher equations, double stepSeconds, RandomStream stream)
    {
        var start = Draw(stream);
        var course = new Course(start.States);
        var end = 0.0;
        var isWell = true;
        for (var hold = 0; hold < Holds; hold++)
        {
            // Chance goes on alike whatever the equations do.
            var inputs = hold == 0 ? start.Inputs : Draw(stream).Inputs;
            end += stepSeconds * ShortestHold * Math.Pow(LongestHold / ShortestHold, stream.NextDouble());
            isWell = isWell && (hold == 0 ? equations.Start(start.States, inputs) : equations.Change(inputs)) && equations.AdvanceTo(end);
            var states = isWell ? equations.States() : [];
            isWell = isWell && domain.States.Select((s, i) => s.Contains(states[i])).All(contains => contains);
            if (isWell)
            {
                course.Inputs.Add(inputs);
                course.Ends.Add(end);
                course.States.Add(states);
            }
        }

        return course;
    }

    private SurrogateSample Draw(RandomStream stream)
    {
        var shares = new double[domain.States.Length + domain.Inputs.Length];
        for (var i = 0; i < shares.Length; i++)
        {
            shares[i] = stream.NextDouble();
        }

        return SurrogateSample.At(domain, shares);
    }

    /// <summary>Totals have no range: how far they went takes its place.</summary>
    private void MeasureTotals()
    {
        for (var i = 0; i < widths.Length; i++)
        {
            if (domain.States[i].IsTotal)
            {
                var all = courses.SelectMany(c => c.States).Select(s => s[i]).DefaultIfEmpty().ToList();
                var width = all.Max() - all.Min();
                widths[i] = width > 0 ? width : 1;
            }
        }
    }

    private sealed record Course(double[] Start)
    {
        public List<double[]> Inputs { get; } = [];

        public List<double> Ends { get; } = [];

        public List<double[]> States { get; } = [];
    }
}
